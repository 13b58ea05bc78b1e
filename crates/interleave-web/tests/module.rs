//! The module that pages load, run in a WebAssembly runtime, against the engine as it is.

use std::path::{Path, PathBuf};

use interleave_web::Session;
use serde_json::Value;
use wasmi::{Caller, Engine, Instance, Linker, Memory, Module, Store, TypedFunc};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// States that a search may visit: the interpreter is slow, and both stop at the same place.
const STATES: u64 = 200;

/// The module in its runtime. Its clock stands still.
struct Page {
    store: Store<()>,
    memory: Memory,
    room: TypedFunc<u32, u32>,
    ask: TypedFunc<(), u32>,
    answer: TypedFunc<(), u32>,
}

impl Page {
    fn load(engine: &Engine, module: &Module) -> Self {
        let mut store = Store::new(engine, ());
        let mut linker = Linker::new(engine);
        linker.func_wrap("page", "clock", |_: Caller<'_, ()>| 0.0f64).unwrap();
        let instance: Instance = linker.instantiate_and_start(&mut store, module).unwrap();
        Self {
            memory: instance.get_memory(&store, "memory").unwrap(),
            room: instance.get_typed_func(&store, "room").unwrap(),
            ask: instance.get_typed_func(&store, "ask").unwrap(),
            answer: instance.get_typed_func(&store, "answer").unwrap(),
            store,
        }
    }

    fn answer(&mut self, request: &[u8]) -> String {
        let place = self.room.call(&mut self.store, u32::try_from(request.len()).unwrap()).unwrap();
        self.memory.write(&mut self.store, place as usize, request).unwrap();
        let length = self.ask.call(&mut self.store, ()).unwrap();
        let place = self.answer.call(&mut self.store, ()).unwrap();
        let mut answer = vec![0; length as usize];
        self.memory.read(&self.store, place as usize, &mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }
}

/// Both sides, asked the same.
struct Pair {
    module: Page,
    native: Session,
}

impl Pair {
    fn new(engine: &Engine, module: &Module) -> Self {
        Self { module: Page::load(engine, module), native: Session::new(|| 0.0, None) }
    }

    fn ask(&mut self, request: &str) -> Value {
        let (module, native) = (self.module.answer(request.as_bytes()), self.native.answer(request.as_bytes()));
        assert!(module == native, "asked {request}\nthe module:\n{module}\nthe engine:\n{native}");
        serde_json::from_str(&native).unwrap()
    }
}

fn module() -> (Engine, Module) {
    let engine = Engine::default();
    let bytes = book::module::read(&root()).expect("cargo book module builds it");
    let module = Module::new(&engine, bytes).unwrap();
    (engine, module)
}

#[test]
fn the_module_was_built_from_the_sources_as_they_are() {
    assert!(book::module::is_fresh(&root()).unwrap(), "it is older than its sources: cargo book module");
}

#[test]
fn on_the_whole_corpus_it_answers_as_the_engine_does() {
    let (engine, module) = module();
    let folder = root().join("crates/interleave/corpus");
    let known: Vec<Value> = serde_json::from_slice(&std::fs::read(folder.join("expected.json")).unwrap()).unwrap();
    // One instance for all: what the explorer knows of the library is made once.
    let mut pair = Pair::new(&engine, &module);
    for (number, entry) in known.iter().enumerate() {
        let source = std::fs::read_to_string(folder.join(entry["file"].as_str().unwrap())).unwrap();
        // An interpreter takes its time: a model each, in turn, and a stepper now and then.
        let model = ["sc", "tso", "rc11"][number % 3];
        let answer = pair.ask(&format!("explore\nmodel {model}\nstates {STATES}\n\n{source}"));
        let outcomes = answer["explored"]["outcomes"].as_array().unwrap_or_else(|| panic!("{answer}\n{source}"));
        if let Some(last) = outcomes.last().filter(|_| number % 8 == 0) {
            let schedule = last["schedule"].as_str().unwrap();
            let open = format!("open\nmodel {model}\nschedule {schedule}\n\n{source}");
            assert!(pair.ask(&open)["view"].is_object());
            pair.ask("undo");
            pair.ask("why 1");
        }
    }
    assert!(known.len() > 200, "a corpus of {}", known.len());
}

#[test]
fn whatever_is_wrong_is_an_answer() {
    let (engine, module) = module();
    let mut pair = Pair::new(&engine, &module);
    for (request, answer) in [
        ("undo", "wrong"),
        ("nonsense", "wrong"),
        ("", "wrong"),
        ("why 0", "wrong"),
        ("why not", "wrong"),
        ("check\n\nfn main() {", "refused"),
        ("check\n\nfn main() { std::fs::read(\"x\"); }", "refused"),
        ("explore\nmodel sc\n\nfn main() {", "refused"),
        ("explore\nmodel none\n\nfn main() {}", "wrong"),
        ("explore\n\nfn main() {}", "wrong"),
        ("explore\nmodel sc\nstates many\n\nfn main() {}", "wrong"),
        ("open\nmodel sc\nschedule 7\n\nfn main() {}", "wrong"),
        ("check\n\nfn main() {}", "accepted"),
    ] {
        let got = pair.ask(request);
        assert!(got == answer || got.get(answer).is_some(), "asked {request}, answered {got}");
    }
    assert_eq!(pair.module.answer(b"\xff"), pair.native.answer(b"\xff"));
}

#[test]
fn a_program_that_never_ends_ends_with_its_budget() {
    let (engine, module) = module();
    let source = "use std::sync::atomic::{AtomicU64, Ordering::SeqCst};\nuse std::thread;\nstatic X: AtomicU64 = AtomicU64::new(0);\n\
                  fn main() {\n    thread::scope(|s| {\n        s.spawn(|| loop { X.fetch_add(1, SeqCst); });\n        \
                  s.spawn(|| loop { X.fetch_add(3, SeqCst); });\n    });\n}\n";
    let mut pair = Pair::new(&engine, &module);
    let answer = pair.ask(&format!("explore\nmodel sc\nstates {STATES}\n\n{source}"));
    assert_eq!(answer["explored"]["complete"], false);
    assert!(answer["explored"]["bounded"].as_str().unwrap().contains("states"), "{answer}");
    // Memory, where it is measured.
    let mut page = Page::load(&engine, &module);
    let answer = page.answer(format!("explore\nmodel sc\nmemory {}\n\n{source}", 16 << 20).as_bytes());
    assert!(answer.contains("the memory budget of 16 MB was used up"), "{answer}");
}
