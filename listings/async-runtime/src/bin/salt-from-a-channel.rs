use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

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

// ANCHOR: future
struct Soup {
    salt: Option<Receiver<&'static str>>,
}

impl Future for Soup {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&'static str> {
        let Some(salt) = self.salt.take() else {
            return Poll::Ready("soup");
        };
        context.waker().wake_by_ref();
        salt.recv().unwrap();
        Poll::Pending
    }
}
// ANCHOR_END: future

fn main() {
    let (shaker, salt) = channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(50));
        shaker.send("salt").unwrap();
    });
    println!("{}", block_on(Soup { salt: Some(salt) }));
}
