//! How JavaScript reaches the checker: it writes into [`input`], calls, and reads [`output`]. Nothing is passed by
//! pointer, so there is nothing here to get wrong with one.

#![expect(
    unsafe_code,
    reason = "a name for JavaScript to call is exported without being mangled, which counts as such"
)]

use crate::Checker;
use std::sync::{Mutex, MutexGuard, PoisonError};

struct Memory {
    checker: Option<Checker>,
    input: Vec<u8>,
    output: Vec<u8>,
}

/// A worker has one thread, and one checker.
static MEMORY: Mutex<Memory> = Mutex::new(Memory { checker: None, input: Vec::new(), output: Vec::new() });

fn memory() -> MutexGuard<'static, Memory> {
    MEMORY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes room for `length` bytes and says where.
#[unsafe(no_mangle)]
extern "C" fn input(length: usize) -> *mut u8 {
    let mut memory = memory();
    memory.input = vec![0; length];
    memory.input.as_mut_ptr()
}

/// Takes the input for the surroundings; whether they can be understood.
#[unsafe(no_mangle)]
extern "C" fn surround() -> bool {
    let mut memory = memory();
    memory.checker = Checker::new(&std::mem::take(&mut memory.input)).ok();
    memory.checker.is_some()
}

/// Takes the input for a document; whether there is an answer in [`output`].
#[unsafe(no_mangle)]
extern "C" fn check() -> bool {
    let mut memory = memory();
    let document = std::mem::take(&mut memory.input);
    let answer = memory.checker.as_ref().and_then(|checker| checker.check(&document).ok());
    memory.output = answer.unwrap_or_default();
    !memory.output.is_empty()
}

/// Where the answer begins.
#[unsafe(no_mangle)]
extern "C" fn output() -> *const u8 {
    memory().output.as_ptr()
}

/// How many bytes it has.
#[unsafe(no_mangle)]
extern "C" fn output_length() -> usize {
    memory().output.len()
}
