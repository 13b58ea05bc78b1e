//! What several listings of this chapter run their futures with.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Asks a future again and again, on this thread, until it has its result.
///
/// It never sleeps: whoever waits for something outside the program has a loop that does.
pub fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
}

/// A wait that is over when it is asked for the second time.
pub async fn pause() {
    let mut asked = false;
    poll_fn(|_| {
        if asked {
            return Poll::Ready(());
        }
        asked = true;
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_pending_once() {
        let mut pause = pin!(pause());
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(pause.as_mut().poll(&mut context), Poll::Pending);
        assert_eq!(pause.as_mut().poll(&mut context), Poll::Ready(()));
    }

    #[test]
    fn run_asks_until_the_result_is_there() {
        let mut asked = 0;
        let result = run(poll_fn(|_| {
            asked += 1;
            if asked == 5 {
                Poll::Ready("at last")
            } else {
                Poll::Pending
            }
        }));
        assert_eq!((asked, result), (5, "at last"));
    }
}
