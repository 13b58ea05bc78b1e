use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

// ANCHOR: executor
struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}
// ANCHOR_END: executor

// ANCHOR: future
/// Not ready when it is first asked; ready when it is asked again.
struct AskAgain {
    asked: bool,
}

impl Future for AskAgain {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<u32> {
        if self.asked {
            return Poll::Ready(42);
        }
        self.asked = true;
        Poll::Pending
    }
}

fn main() {
    println!("{}", block_on(AskAgain { asked: false }));
}
// ANCHOR_END: future
