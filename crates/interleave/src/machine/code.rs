//! The compiled form: a stack machine's instructions, all functions in one list.
//!
//! A function's frame holds its parameters, then its variables, each in a slot of its own; operands come and go above.
//! An operand that has to be dropped is never left there while something may panic: it waits in a slot.

use std::rc::Rc;

use crate::request::{Init, Mode, Span};
use crate::types::items::Items;
use crate::types::tree::{Comparison, Piece};
use crate::types::ty::Ty;
use crate::value::{Arith, IntTy, Value};

/// Index of an instruction.
pub type Pc = u32;
/// Index of a compiled function.
pub type FunctionId = u32;
/// A slot, counted from the start of the frame.
pub type Slot = u32;

/// One instruction. What it takes from the operand stack is written `a, b →`, the last on top; what it leaves, `→ c`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Instr {
    /// `→ constant`
    Push(u32),
    /// `→ value of the slot`
    Load(Slot),
    /// `value →`, into the slot.
    Store(Slot),
    /// `→ value of the slot`, which is empty afterwards.
    Take(Slot),
    /// Empties slots from one up to another.
    Clear(Slot, Slot),
    /// `value →`
    Pop,
    /// Takes away that many operands below the top.
    Under(u32),
    /// `aggregate → field`
    Field(u32),
    /// `sequence, index → element`; panics out of bounds.
    Element,
    /// `sequence, range → slice`; panics out of bounds.
    Slice(RangeKind),
    /// `fields… → tuple, struct or array`
    Aggregate(u32),
    /// `captures… → closure`
    Closure {
        function: FunctionId,
        captures: u32,
    },
    /// `fields… → variant`
    Variant {
        variant: u32,
        fields: u32,
    },
    /// `→ &mut slot`
    Ref(Slot),
    /// `place → place of its field`
    RefField(u32),
    /// `place, index → place of its element`; panics out of bounds.
    RefElement,
    /// `place, range → place of a slice`; panics out of bounds.
    RefSlice(RangeKind),
    /// `place → place of the element that many from the end`
    RefFromEnd(u32),
    /// `place → place of its elements without that many at the start and the end`
    RefMiddle(u32, u32),
    /// `place → value there`. Of shared memory, a request or several: the layout says which.
    Read(u32),
    /// `value, place →`
    Write(u32),
    /// `place → value there`, which is empty afterwards.
    TakeAt,
    /// `pointer → place` of what it points to.
    Pointee,
    /// `place → pointer` to shared memory; a place on the stack has none, and that ends the thread.
    Pointer,
    Jump(Pc),
    /// `condition →`
    JumpUnless(Pc),
    /// `condition →`
    JumpIf(Pc),
    /// `value → whether it is that variant`
    IsVariant(u32),
    /// `sequence → whether it has that many elements`, or at least that many.
    HasLen {
        len: u32,
        at_least: bool,
    },
    /// `sequence → the element that many from the end`
    FromEnd(u32),
    /// `sequence → its elements without that many at the start and the end`
    Middle(u32, u32),
    /// `a, b → a op b`; panics on overflow.
    Arith(Arith),
    Not,
    /// Panics on overflow.
    Neg,
    Compare(Comparison),
    Cast(IntTy),
    /// `number → char`
    ToChar,
    /// `variant → its number`, by a table among the constants.
    Discriminant(u32, IntTy),
    /// `arguments… → result`
    Call {
        function: FunctionId,
        arguments: u32,
    },
    /// `callee, arguments… → result`
    CallValue(u32),
    /// `result →`
    Return,
    /// Runs drop glue on the value in the slot, unless it is empty, and empties it.
    Drop(Slot, FunctionId),
    /// `arguments… → text`
    Format {
        template: u32,
        arguments: u32,
    },
    /// `text → ()`
    Print,
    /// `message →`
    Panic,
    /// `arguments… → result`
    Intrinsic {
        which: Intrinsic,
        arguments: u32,
        extra: u32,
    },
    /// `closure → ()`: runs the destructors of what it has captured.
    DropClosure,
    /// The program has been refused: never run.
    Refused,
}

/// Which bounds a range has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RangeKind {
    Exclusive,
    Inclusive,
    From,
    To,
    ToInclusive,
    Full,
}

macro_rules! intrinsics {
    ($($name:ident)*) => {
        /// What the library cannot say in Rust.
        #[allow(non_camel_case_types, missing_docs)]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Intrinsic { $($name),* }

        impl Intrinsic {
            /// The intrinsic of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Intrinsic> {
                match name { $(stringify!($name) => Some(Intrinsic::$name),)* _ => None }
            }
        }
    };
}

intrinsics! {
    // Shared memory.
    atomic_new atomic_load atomic_store atomic_swap atomic_fetch_add atomic_fetch_sub atomic_fetch_and atomic_fetch_or
    atomic_fetch_xor atomic_fetch_nand atomic_fetch_max atomic_fetch_min atomic_compare_exchange atomic_compare_exchange_weak
    fence compiler_fence cells_new cells_take object_pointer null is_null
    // Synchronization objects.
    mutex_new mutex_lock mutex_try_lock mutex_unlock mutex_is_poisoned mutex_clear_poison
    rwlock_new rwlock_read rwlock_write rwlock_try_read rwlock_try_write rwlock_end_read rwlock_end_write rwlock_downgrade
    rwlock_is_poisoned rwlock_clear_poison
    condvar_new condvar_wait condvar_wake condvar_notify_one condvar_notify_all
    barrier_new barrier_arrive barrier_pass
    channel_new channel_send channel_try_send channel_recv channel_recv_timeout channel_try_recv channel_clone_sender
    channel_drop_sender channel_drop_receiver
    once_new once_new_with once_begin once_finish once_fail once_get once_set once_wait once_take
    // Threads.
    spawn join is_finished yield_now park park_timeout unpark current_thread panicking choose scope_list scope_of scope_next
    scope_done scope_spawn resume_unwind
    // `thread_local!`.
    thread_local_get thread_local_set
    // Values.
    same clone default copy_out int_arith_wrapping int_arith_checked int_arith_overflowing int_arith_saturating int_from int_try_from
    int_pow int_abs int_leading_zeros int_trailing_zeros int_count_ones int_rotate_left int_rotate_right int_swap_bytes int_rem_euclid
    int_div_euclid int_to_bits int_signum int_isqrt int_parse step_forward step_backward less compare_values equal
    is_variant_0 is_variant_1 expect_variant_0 expect_variant_1 unwrap_field
    seq_len seq_get seq_push seq_pop seq_pop_front seq_push_front seq_insert seq_remove seq_clear seq_truncate seq_append seq_swap
    seq_reverse seq_sort seq_from_elem seq_range seq_place_range seq_place seq_place_len seq_concat seq_take_at seq_from_fn_finish
    str_len str_push str_concat str_chars str_from str_lines str_split str_trim str_parse_int str_contains str_starts_with str_ends_with
    str_repeat str_upper str_lower str_bytes str_join str_slice str_find str_replace str_is_empty str_from_chars
    char_is char_to_digit char_from_digit char_upper char_lower char_len display debug_text
    arc_counted unset uninit write_raw mem_forget mem_take_place mem_replace unreachable
}

/// How a function takes what it has captured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Env {
    /// No closure.
    None,
    /// A copy of the closure, which it does not own.
    Copy,
    /// A place where the closure is: it changes what it owns.
    Place,
    /// The closure itself: it is called once.
    Own,
}

/// A compiled function.
#[derive(Clone, Debug)]
pub struct Function {
    pub name: Rc<str>,
    pub start: Pc,
    /// Parameters and variables.
    pub slots: u32,
    pub parameters: u32,
    pub env: Env,
    /// What to do when the frame is unwound, by slot in ascending order.
    pub drops: Vec<(Slot, FunctionId)>,
    /// Runs the destructors of a closure's captures.
    pub env_glue: Option<FunctionId>,
    /// A panic that reaches it becomes its result.
    pub catches: bool,
    /// The library's: a step in it is shown at its caller's place.
    pub library: bool,
}

/// Where values of a type in shared memory are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Layout {
    /// One location.
    Cell,
    /// No location: an atomic, a mutex, … that is known by its name alone.
    Handle,
    Fields(Vec<Layout>),
}

/// A format string, with the types of its arguments.
#[derive(Clone, Debug)]
pub struct Template {
    pub pieces: Rc<Vec<Piece>>,
    pub types: Vec<Ty>,
}

/// A compiled program.
#[derive(Debug, Default)]
pub struct Code {
    pub instrs: Vec<Instr>,
    /// Where each instruction stands in the source; line 0 in the library.
    pub spans: Vec<Span>,
    pub functions: Vec<Function>,
    pub constants: Vec<Value>,
    pub layouts: Vec<Layout>,
    pub templates: Vec<Template>,
    pub types: Vec<Ty>,
    pub items: Items,
    pub main: FunctionId,
    /// Initial states of the statics' objects, and their names.
    pub statics: Vec<Init>,
    pub static_names: Vec<String>,
    /// Names of objects that threads create, by the place of their creation.
    pub creations: Vec<(Pc, Rc<str>)>,
    /// Panics with this text go through Rust's formatting.
    pub source: String,
}

/// The mode that an `Ordering` names, by the order of its variants in std.
#[must_use]
pub fn mode(ordering: &Value) -> Mode {
    match ordering.variant_index() {
        0 => Mode::Relaxed,
        1 => Mode::Release,
        2 => Mode::Acquire,
        3 => Mode::AcqRel,
        _ => Mode::SeqCst,
    }
}
