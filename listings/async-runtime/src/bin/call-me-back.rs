use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

// ANCHOR: order
/// What a cook and a guest share: the dish, and whom to call when it is there.
struct Hatch {
    dish: Option<&'static str>,
    waker: Option<Waker>,
}

struct Order(Arc<Mutex<Hatch>>);

impl Future for Order {
    type Output = &'static str;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<&'static str> {
        let mut hatch = self.0.lock().unwrap();
        match hatch.dish.take() {
            Some(dish) => Poll::Ready(dish),
            None => {
                hatch.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}

fn order(dish: &'static str) -> Order {
    let guest = Arc::new(Mutex::new(Hatch {
        dish: None,
        waker: None,
    }));
    let cook = Arc::clone(&guest);
    thread::spawn(move || {
        let mut hatch = cook.lock().unwrap();
        hatch.dish = Some(dish);
        let waker = hatch.waker.take();
        drop(hatch);
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    Order(guest)
}
// ANCHOR_END: order

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

// ANCHOR: main
fn main() {
    let meal = async {
        let soup = order("soup");
        let fish = order("fish");
        format!("{} and {}", soup.await, fish.await)
    };
    println!("{}", block_on(meal));
}
// ANCHOR_END: main
