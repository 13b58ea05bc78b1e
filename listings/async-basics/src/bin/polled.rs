use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

// ANCHOR: wait
/// Has its result when it has been asked often enough.
struct Wait {
    times: u32,
    brings: &'static str,
}

impl Future for Wait {
    type Output = &'static str;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<&'static str> {
        if self.times == 0 {
            return Poll::Ready(self.brings);
        }
        self.times -= 1;
        Poll::Pending
    }
}

fn kettle() -> Wait {
    Wait {
        times: 2,
        brings: "tea",
    }
}

fn toaster() -> Wait {
    Wait {
        times: 1,
        brings: "toast",
    }
}
// ANCHOR_END: wait

// ANCHOR: async
async fn breakfast() -> String {
    let drink = kettle().await;
    let food = toaster().await;
    format!("{drink} and {food}")
}
// ANCHOR_END: async

// ANCHOR: hand
enum Breakfast {
    Unbegun,
    Drink { kettle: Wait },
    Food { toaster: Wait, drink: &'static str },
    Over,
}

impl Future for Breakfast {
    type Output = String;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<String> {
        loop {
            match &mut *self {
                Breakfast::Unbegun => *self = Breakfast::Drink { kettle: kettle() },
                Breakfast::Drink { kettle } => {
                    let drink = ready!(Pin::new(kettle).poll(context));
                    let toaster = toaster();
                    *self = Breakfast::Food { toaster, drink };
                }
                Breakfast::Food { toaster, drink } => {
                    let food = ready!(Pin::new(toaster).poll(context));
                    let meal = format!("{drink} and {food}");
                    *self = Breakfast::Over;
                    return Poll::Ready(meal);
                }
                Breakfast::Over => panic!("polled after it was over"),
            }
        }
    }
}
// ANCHOR_END: hand

// ANCHOR: run
/// Asks a future again and again until it has its result, and counts.
fn run<F: Future>(future: F) -> (F::Output, u32) {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for polls in 1.. {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return (result, polls);
        }
    }
    unreachable!("the numbers do not end");
}

fn main() {
    let (meal, polls) = run(breakfast());
    println!("{meal} after {polls} polls");
    let (meal, polls) = run(Breakfast::Unbegun);
    println!("{meal} after {polls} polls, by hand");
}
// ANCHOR_END: run
