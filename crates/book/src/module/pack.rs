//! How the module travels: in a form that is a quarter smaller than what gzip makes of it.
//!
//! The bytes of a function are instructions, and each kind of field in them (which local, what offset, which function to call) has habits of
//! its own. So the fields are put apart, all of a kind in one stream, and the streams compressed one after the other with LZMA.
//! `src/explorer/unpack.js` puts it together again in the page, in a tenth of a second.
//!
//! ```text
//! packed  = LZMA (with the header of `.lzma` files) of: head, streams
//! head    = numbers of four bytes, little end first: the length of the module, where its functions go in the stream of the rest,
//!           how many functions there are, and the length of each stream, in the order of `STREAMS`
//! ```
//!
//! Only what the compiler puts out is known: an instruction that is not is an error here, and never met there.

use std::io::{Read, Write};

use anyhow::{Context, Result, bail, ensure};
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};

/// The streams: the rest of the module (`*`), declarations of locals (`d`), operation codes (`o`), and the fields that follow these. A letter
/// stands for a number in LEB128, the form in which WebAssembly writes numbers; `4` and `8` for that many bytes.
const STREAMS: &[u8] = b"*taijvcflbdo48";

/// The id of the section that holds the functions.
const CODE: u8 = 10;

/// The most memory that unpacking may take, in KiB.
const MEMORY: u32 = 1 << 16;

/// The fields that follow an operation code: a letter of [`STREAMS`] each. `T` is a table of labels, `x` begins an operation code of two parts.
fn fields(code: u8) -> Result<&'static str> {
    Ok(match code {
        // block, loop, if; br, br_if; br_table; call; call_indirect
        0x02..=0x04 => "b",
        0x0c | 0x0d => "l",
        0x0e => "T",
        0x10 => "f",
        0x11 => "tt",
        // Local and global variables.
        0x20..=0x22 => "v",
        0x23 | 0x24 => "t",
        // Loads and stores: alignment and offset; the size of the memory.
        0x28..=0x3e => "ai",
        0x3f | 0x40 => "t",
        // Constants.
        0x41 => "c",
        0x42 => "j",
        0x43 => "4",
        0x44 => "8",
        0xfc => "x",
        // Those without a field: control, drop and select, comparisons, arithmetic, conversions.
        0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 => "",
        other => bail!("the module has an operation that is not known: {other:#x}"),
    })
}

/// How many fields follow the second part of an operation code: none after a conversion, two where memory is copied, one where it is filled.
fn more_fields(second: u32) -> Result<usize> {
    Ok(match second {
        0..=7 => 0,
        10 => 2,
        11 => 1,
        other => bail!("the module has an operation that is not known: 0xfc {other}"),
    })
}

/// Bytes that are read from the front.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length).context("the module ends too early")?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number in LEB128, as it is written.
    fn number(&mut self) -> Result<&'a [u8]> {
        let length = self.0.iter().position(|byte| byte & 0x80 == 0).context("the module ends too early")?;
        self.take(length + 1)
    }

    fn value(&mut self) -> Result<u32> {
        Ok(value(self.number()?))
    }
}

fn value(number: &[u8]) -> u32 {
    number.iter().rev().fold(0, |value, byte| value << 7 | u32::from(byte & 0x7f))
}

/// Writes a number in LEB128, with no byte too many.
fn leb(mut value: usize, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Where the fields come from and where they go: packing takes them from the module and sorts them into streams, unpacking the other way.
trait Fields {
    /// Moves so many bytes of this stream.
    fn bytes(&mut self, stream: u8, length: usize) -> Result<()>;
    /// Moves a number of this stream.
    fn number(&mut self, stream: u8) -> Result<u32>;
    /// Moves an operation code.
    fn code(&mut self) -> Result<u8>;
}

/// Walks through one function, from its locals to its last `end`.
fn function(fields_of: &mut impl Fields) -> Result<()> {
    for _ in 0..fields_of.number(b'd')? {
        fields_of.number(b'd')?;
        fields_of.bytes(b'd', 1)?;
    }
    let mut depth = 1;
    while depth > 0 {
        let code = fields_of.code()?;
        match code {
            0x02..=0x04 => depth += 1,
            0x0b => depth -= 1,
            _ => {}
        }
        for field in fields(code)?.bytes() {
            match field {
                b'T' => {
                    for _ in 0..=fields_of.number(b'l')? {
                        fields_of.number(b'l')?;
                    }
                }
                b'x' => {
                    for _ in 0..more_fields(fields_of.number(b't')?)? {
                        fields_of.number(b't')?;
                    }
                }
                b'4' | b'8' => fields_of.bytes(field, usize::from(field - b'0'))?,
                field => {
                    fields_of.number(field)?;
                }
            }
        }
    }
    Ok(())
}

fn place(stream: u8) -> usize {
    STREAMS.iter().position(|&letter| letter == stream).unwrap_or_else(|| unreachable!("a letter of STREAMS"))
}

struct Packing<'a> {
    module: Input<'a>,
    streams: Vec<Vec<u8>>,
}

impl Fields for Packing<'_> {
    fn bytes(&mut self, stream: u8, length: usize) -> Result<()> {
        self.streams[place(stream)].extend(self.module.take(length)?);
        Ok(())
    }

    fn number(&mut self, stream: u8) -> Result<u32> {
        let number = self.module.number()?;
        self.streams[place(stream)].extend(number);
        Ok(value(number))
    }

    fn code(&mut self) -> Result<u8> {
        let code = self.module.take(1)?;
        self.streams[place(b'o')].extend(code);
        Ok(code[0])
    }
}

struct Unpacking<'a> {
    streams: Vec<Input<'a>>,
    function: Vec<u8>,
}

impl Fields for Unpacking<'_> {
    fn bytes(&mut self, stream: u8, length: usize) -> Result<()> {
        self.function.extend(self.streams[place(stream)].take(length)?);
        Ok(())
    }

    fn number(&mut self, stream: u8) -> Result<u32> {
        let number = self.streams[place(stream)].number()?;
        self.function.extend(number);
        Ok(value(number))
    }

    fn code(&mut self) -> Result<u8> {
        let code = self.streams[place(b'o')].take(1)?;
        self.function.extend(code);
        Ok(code[0])
    }
}

/// Packs a module.
///
/// # Errors
/// If it is none, or has an instruction that is not known.
pub fn pack(module: &[u8]) -> Result<Vec<u8>> {
    let mut packing = Packing { module: Input(module), streams: vec![Vec::new(); STREAMS.len()] };
    packing.bytes(b'*', 8)?;
    let (mut functions, mut at) = (0, 0);
    while let Some(&id) = packing.module.0.first() {
        if id != CODE {
            packing.bytes(b'*', 1)?;
            let length = packing.number(b'*')?;
            packing.bytes(b'*', length as usize)?;
            continue;
        }
        ensure!(functions == 0, "a module has one section of functions");
        packing.module.take(1)?;
        packing.module.number()?;
        at = packing.streams[0].len();
        functions = packing.module.value()?;
        for _ in 0..functions {
            packing.module.number()?;
            function(&mut packing)?;
        }
    }
    let lengths = packing.streams.iter().map(Vec::len);
    let head = [module.len(), at, functions as usize].into_iter().chain(lengths);
    let mut whole: Vec<u8> = head.flat_map(|number| (number as u32).to_le_bytes()).collect();
    packing.streams.iter().for_each(|stream| whole.extend(stream));

    let mut options = LzmaOptions::with_preset(9);
    // As measured. Bytes have no alignment here, and what came before says less than usual.
    (options.lc, options.pb, options.nice_len) = (1, 0, 273);
    options.dict_size = whole.len().next_power_of_two() as u32;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(whole.len() as u64))?;
    writer.write_all(&whole)?;
    let packed = writer.finish()?;
    // What is not written as the compiler writes it would come out otherwise.
    ensure!(unpack(&packed)? == module, "the module cannot be packed");
    Ok(packed)
}

/// The module that was packed.
///
/// # Errors
/// If it was not packed by [`pack`].
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut whole = Vec::new();
    LzmaReader::new_mem_limit(packed, MEMORY, None)?.read_to_end(&mut whole)?;
    let mut input = Input(&whole);
    let mut number = || Ok::<_, anyhow::Error>(u32::from_le_bytes(input.take(4)?.try_into()?) as usize);
    let (length, at, functions) = (number()?, number()?, number()?);
    let lengths = STREAMS.iter().map(|_| number()).collect::<Result<Vec<_>>>()?;
    let streams = lengths.iter().map(|&length| Ok(Input(input.take(length)?))).collect::<Result<Vec<_>>>()?;
    let mut unpacking = Unpacking { streams, function: Vec::new() };

    let mut code = Vec::new();
    leb(functions, &mut code);
    for _ in 0..functions {
        function(&mut unpacking)?;
        leb(unpacking.function.len(), &mut code);
        code.append(&mut unpacking.function);
    }
    let rest = unpacking.streams[0].0;
    let (before, after) = rest.split_at_checked(at).context("the module ends too early")?;
    let mut module = before.to_vec();
    module.push(CODE);
    leb(code.len(), &mut module);
    module.extend(code);
    module.extend(after);
    ensure!(module.len() == length, "the module has {} bytes, and had {length}", module.len());
    Ok(module)
}
