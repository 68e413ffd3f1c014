//! Work beside a stream that is waited for.
//!
//! A stream whose next item was asked for may be in the middle of a query, with a connection of the pool in its
//! hands, or with the next turn for one. Whoever stops asking, in a `select!` whose other branch came first, and
//! then waits for a connection, waits for one that nobody gives back: the stream goes on only while it is asked.

use futures::stream::{BoxStream, Peekable, Stream, StreamExt};
use std::future::poll_fn;
use std::pin::{Pin, pin};

/// A stream that can be asked for its next item without taking it.
pub type Ahead<T> = Pin<Box<Peekable<BoxStream<'static, T>>>>;

/// Of any stream.
pub fn ahead<T>(stream: impl Stream<Item = T> + Send + 'static) -> Ahead<T> {
    Box::pin(stream.boxed().peekable())
}

/// Does the work while the stream goes on as far as its next item, which it keeps.
pub async fn beside<T, R>(stream: &mut Ahead<T>, work: impl Future<Output = R>) -> R {
    let mut next = pin!(stream.as_mut().peek());
    let mut work = pin!(work);
    let mut is_there = false;
    poll_fn(|context| {
        is_there = is_there || next.as_mut().poll(context).is_ready();
        work.as_mut().poll(context)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;
    use std::sync::Arc;
    use tokio::sync::Semaphore;

    #[tokio::test]
    async fn work_gets_what_the_stream_holds_in_the_middle_of_its_next_item() {
        let connections = Arc::new(Semaphore::new(1));
        let answer = Arc::new(tokio::sync::Notify::new());
        let mut stream = ahead(futures::stream::once({
            let (connections, answer) = (connections.clone(), answer.clone());
            async move {
                let _connection = connections.acquire_owned().await;
                answer.notified().await;
                "item"
            }
        }));
        assert!(stream.as_mut().peek().now_or_never().is_none(), "it has begun, and waits for the answer");
        answer.notify_one();
        assert!(beside(&mut stream, connections.acquire()).await.is_ok());
        assert_eq!(stream.next().await, Some("item"));
        assert_eq!(stream.next().await, None);
    }
}
