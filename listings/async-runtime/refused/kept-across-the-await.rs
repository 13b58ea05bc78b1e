use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

fn spawn(_task: impl Future<Output = ()> + Send + 'static) {}

/// What is left of an `async` block that keeps a recipe across its `await`.
struct Cook {
    recipe: Rc<str>,
}

impl Future for Cook {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<()> {
        println!("{}", self.recipe);
        Poll::Ready(())
    }
}

fn main() {
    spawn(Cook {
        recipe: "soup".into(),
    });
}
