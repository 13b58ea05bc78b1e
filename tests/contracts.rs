//! Contracts parse, chapters keep the rules of the markup, and names mean one program: what `cargo book check` says.

use book::check::{Options, check};
use every_interleaving::root;

#[test]
fn the_book_has_no_mistake_that_can_be_found_without_running_it() {
    if let Err(error) = check(root(), &Options::default()) {
        panic!("\n{error:#}");
    }
}
