//! How long to wait between attempts.

use flow_schema::plan::RetryPolicy;

const MAX_BACKOFF_MS: f64 = 5.0 * 60.0 * 1000.0;
const MAX_RETRY_AFTER_MS: u64 = 24 * 60 * 60 * 1000;

/// The wait after failed attempt number `attempt`: exponential, ± 20 % of jitter so that many runs
/// do not come back together, and never less than the target asked for.
pub(crate) fn delay_ms(policy: &RetryPolicy, attempt: u32, chance: f64, retry_after_ms: Option<u64>) -> u64 {
    let exponent = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
    let wanted = policy.backoff.as_secs_f64() * 1000.0 * policy.factor.powi(exponent);
    let wanted = if wanted.is_finite() { wanted.clamp(0.0, MAX_BACKOFF_MS) } else { MAX_BACKOFF_MS };
    let jittered = wanted * (0.8 + 0.4 * chance);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped just above")]
    let own = jittered.round() as u64;
    own.max(retry_after_ms.unwrap_or(0).min(MAX_RETRY_AFTER_MS))
}

/// A number in `[0, 1)` that is the same whenever the run is folded again.
pub(crate) fn chance(seed: u64, node: &str, iteration: u32, attempt: u32) -> f64 {
    let mut hash = seed ^ 0xcbf2_9ce4_8422_2325;
    let words = node.bytes().chain(iteration.to_le_bytes()).chain(attempt.to_le_bytes());
    for byte in words {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    // splitmix64's finish: FNV alone leaves the high bits of short inputs alike.
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^= hash >> 31;
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    let fraction = (hash >> 11) as f64 / (1_u64 << 53) as f64;
    fraction
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn waits_grow_stay_bounded_and_honour_the_target() {
        let policy = RetryPolicy { attempts: 9, backoff: Duration::from_secs(2), factor: 2.0 };
        assert_eq!(delay_ms(&policy, 1, 0.5, None), 2_000);
        assert_eq!(delay_ms(&policy, 3, 0.5, None), 8_000);
        assert_eq!(delay_ms(&policy, 3, 0.0, None), 6_400);
        assert_eq!(delay_ms(&policy, 200, 0.5, None), 300_000);
        assert_eq!(delay_ms(&policy, 1, 0.5, Some(7_000)), 7_000);
    }

    #[test]
    fn chance_is_repeatable_and_spread() {
        assert_eq!(chance(1, "kb", 0, 1).to_bits(), chance(1, "kb", 0, 1).to_bits());
        let draws: Vec<f64> = (0..1000).map(|seed| chance(seed, "kb", 0, 1)).collect();
        let mean = draws.iter().sum::<f64>() / 1000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
