use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker, ready};

/// A shop that names its price when it is asked for the second time.
struct Ask {
    price: u32,
    asked: bool,
}

fn ask(price: u32) -> Ask {
    let asked = false;
    Ask { price, asked }
}

impl Future for Ask {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u32> {
        if self.asked {
            return Poll::Ready(self.price);
        }
        self.asked = true;
        Poll::Pending
    }
}

/// What the compiler would make of
///
///     async fn total(prices: Vec<u32>) -> u32 {
///         let mut sum = 0;
///         for price in prices {
///             sum += ask(price).await;
///         }
///         sum
///     }
struct Total {
    prices: std::vec::IntoIter<u32>,
    sum: u32,
    asking: Option<Ask>,
}

fn total(prices: Vec<u32>) -> Total {
    Total {
        prices: prices.into_iter(),
        sum: 0,
        asking: None,
    }
}

impl Future for Total {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<u32> {
        loop {
            if let Some(asking) = &mut self.asking {
                let price = ready!(Pin::new(asking).poll(context));
                self.sum += price;
            }
            self.asking = self.prices.next().map(ask);
            if self.asking.is_none() {
                return Poll::Ready(self.sum);
            }
        }
    }
}

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
    for prices in [vec![], vec![5], vec![1, 2, 3]] {
        let (sum, polls) = run(total(prices));
        println!("{sum} after {polls} polls");
    }
}
