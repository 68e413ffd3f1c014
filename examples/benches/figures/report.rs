//! How figures are printed: one line each, name first, unit last.

use std::time::Duration;

pub fn heading(text: &str) {
    println!("\n== {text}");
}

pub fn line(name: &str, value: impl std::fmt::Display) {
    println!("{name:<48} {value}");
}

/// Median and 99th percentile in milliseconds.
pub fn percentiles(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let at = |share: f64| {
        let last = times.len().saturating_sub(1);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a rank"
        )]
        let rank = ((last as f64) * share) as usize;
        times.get(rank).copied().unwrap_or_default().as_secs_f64() * 1000.0
    };
    line(name, format!("p50 {:.1} ms   p99 {:.1} ms   ({} samples)", at(0.5), at(0.99), times.len()));
}

pub fn per_second(count: usize, took: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let count = count as f64;
    count / took.as_secs_f64()
}

pub fn ratio(of: u64, to: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a ratio")]
    let (of, to) = (of as f64, to as f64);
    of / to
}

/// Milliseconds of each.
pub fn each(all: Duration, count: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    let count = count as f64;
    all.as_secs_f64() * 1e3 / count
}

/// The processor time that a process has used, all its threads together; `self` for our own. Says what
/// something costs even on a machine where others are at work.
pub fn processor_time(pid: impl std::fmt::Display) -> Duration {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process lives");
    // The name, in parentheses, may have spaces. User and system time are fields 14 and 15.
    let (_, fields) = stat.rsplit_once(") ").expect("a name and fields");
    let ticks: u64 =
        fields.split(' ').skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
    // A hundredth of a second on every Linux there is.
    Duration::from_millis(ticks * 10)
}
