use std::rc::Rc;

fn spawn(_future: impl Future<Output = ()> + Send + 'static) {}

async fn pause() {}

fn main() {
    spawn(async {
        let recipe = Rc::new("soup");
        pause().await;
        println!("{recipe}");
    });
}
