use std::pin::pin;
use std::ptr;
use std::task::{Context, Poll, Waker};

async fn pause() {
    let mut asked = false;
    std::future::poll_fn(|_| match std::mem::replace(&mut asked, true) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    })
    .await;
}

fn main() {
    let cook = async {
        let pots = [1, 2, 3];
        let pot = &pots[1];
        pause().await;
        let there = ptr::from_ref(pot).addr();
        println!("pot {pot}");
        there
    };

    let size = size_of_val(&cook);
    let mut cook = pin!(cook);
    let start = ptr::from_ref(&*cook).addr();
    let mut context = Context::from_waker(Waker::noop());
    assert!(cook.as_mut().poll(&mut context).is_pending());
    let Poll::Ready(there) = cook.as_mut().poll(&mut context) else {
        unreachable!("it pauses once");
    };
    let inside = (start..start + size).contains(&there);
    println!("the reference points into the future: {inside}");
}
