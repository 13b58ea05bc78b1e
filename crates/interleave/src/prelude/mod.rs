//! The part of the standard library that programs may use, written in the very subset that the explorer takes.
//!
//! What Rust cannot say (a request to the world, an operation on a value that must be fast) is the body `intrinsic!(name)`:
//! see [`Intrinsic`](crate::machine::code::Intrinsic). Everything else is checked and compiled like a listing, when it is used.
//! Attributes: `#[integers]` and `#[any]` on an impl, `#[deref(field, type)]` on a struct: see
//! [`Items`](crate::types::items::Items).

/// The library's files.
const FILES: [&str; 6] = [
    include_str!("modules.rs"),
    include_str!("core.rs"),
    include_str!("iter.rs"),
    include_str!("collections.rs"),
    include_str!("sync.rs"),
    include_str!("thread.rs"),
];

/// The library as syntax trees: one module called `scope` out of all files but the first, which says what is called how outside.
///
/// # Panics
/// If the library is not Rust.
#[must_use]
pub fn parse() -> Vec<syn::File> {
    let modules = syn::parse_file(FILES[0]).expect("the library is Rust");
    let scope = format!("pub mod scope {{ {} }}", FILES[1..].join("\n"));
    vec![modules, syn::parse_file(&scope).expect("the library is Rust")]
}
