//! The module's stack: where it ends, the module traps, and the page says so. The parser's bounds are made for eight times the default.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").as_deref() == Ok("wasm32") {
        println!("cargo::rustc-cdylib-link-arg=-zstack-size=8388608");
    }
}
