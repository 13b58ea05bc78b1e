use async_basics::{pause, run};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

// ANCHOR: both
/// Has both results when both are there.
async fn both<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut from_a, mut from_b) = (None, None);
    poll_fn(|context| {
        if from_a.is_none()
            && let Poll::Ready(result) = a.as_mut().poll(context)
        {
            from_a = Some(result);
        }
        if from_b.is_none()
            && let Poll::Ready(result) = b.as_mut().poll(context)
        {
            from_b = Some(result);
        }
        match (from_a.take(), from_b.take()) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            unfinished => {
                (from_a, from_b) = unfinished;
                Poll::Pending
            }
        }
    })
    .await
}
// ANCHOR_END: both

// ANCHOR: first
/// Has the result of whichever is there first. The other is dropped.
async fn first<T>(a: impl Future<Output = T>, b: impl Future<Output = T>) -> T {
    let (mut a, mut b) = (pin!(a), pin!(b));
    poll_fn(|context| match a.as_mut().poll(context) {
        Poll::Pending => b.as_mut().poll(context),
        ready => ready,
    })
    .await
}
// ANCHOR_END: first

// ANCHOR: main
struct Pan(&'static str);

impl Drop for Pan {
    fn drop(&mut self) {
        println!("  the {} pan is put away", self.0);
    }
}

async fn fry(what: &'static str, minutes: u32) -> &'static str {
    let _pan = Pan(what);
    for minute in 1..=minutes {
        pause().await;
        println!("  {what} for {minute} of {minutes}");
    }
    what
}

fn main() {
    println!("both:");
    println!("{:?}", run(both(fry("egg", 2), fry("bacon", 3))));
    println!("first:");
    println!("{:?}", run(first(fry("egg", 2), fry("bacon", 3))));
}
// ANCHOR_END: main
