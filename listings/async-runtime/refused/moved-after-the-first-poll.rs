use std::mem;
use std::pin::pin;
use std::task::{Context, Waker};

async fn cook() {
    let pots = [1, 2, 3];
    let pot = &pots[1];
    std::future::ready(()).await;
    println!("pot {pot}");
}

fn main() {
    let mut first = pin!(cook());
    let mut second = pin!(cook());
    let mut context = Context::from_waker(Waker::noop());
    let _ = first.as_mut().poll(&mut context);
    mem::swap(first.as_mut().get_mut(), second.as_mut().get_mut());
}
