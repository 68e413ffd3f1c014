//! A short memory of what the database says, which no change made in this process outlives.
//!
//! A plain cache can keep what was read just before a change and stored in it just after: whoever asks
//! then is told yesterday's news until the entry lapses.

use moka::future::Cache;
use std::hash::Hash;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Bounded in size and in time.
pub struct Remembered<K, V> {
    cache: Cache<K, V>,
    changes: AtomicU64,
}

impl<K, V> Remembered<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// A change in another process is noticed after `time` at the latest.
    pub fn new(capacity: u64, time: Duration) -> Self {
        let cache = Cache::builder().max_capacity(capacity).time_to_live(time).build();
        Self { cache, changes: AtomicU64::new(0) }
    }

    /// What is remembered, or else what is read now.
    ///
    /// # Errors
    /// Those of `read`; they are not remembered.
    pub async fn get_or_read<E>(&self, key: K, read: impl Future<Output = Result<V, E>>) -> Result<V, E> {
        if let Some(known) = self.cache.get(&key).await {
            return Ok(known);
        }
        let before = self.changes.load(Ordering::SeqCst);
        let value = read.await?;
        self.cache.insert(key.clone(), value.clone()).await;
        // A change from here on takes the entry away itself; one from before may have come too early to.
        if self.changes.load(Ordering::SeqCst) != before {
            self.cache.invalidate(&key).await;
        }
        Ok(value)
    }

    /// It was changed, and the change is committed.
    pub async fn forget(&self, key: &K) {
        self.changes.fetch_add(1, Ordering::SeqCst);
        self.cache.invalidate(key).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    #[tokio::test]
    async fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let memory = Remembered::new(10, Duration::from_secs(60));
        let overtaken = async {
            let read = Ok::<_, Infallible>("old");
            // The change is made and committed between the read and the answer.
            memory.forget(&1).await;
            read
        };
        assert_eq!(memory.get_or_read(1, overtaken).await, Ok("old"));
        assert_eq!(memory.get_or_read(1, async { Ok::<_, Infallible>("new") }).await, Ok("new"));
        let not_asked = async { panic!("it is remembered") };
        assert_eq!(memory.get_or_read::<Infallible>(1, not_asked).await, Ok("new"));
    }
}
