use memmap2::MmapRaw;
use std::fs::File;
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::Instant;
use std::{env, thread};

const SIZES: [usize; 5] = [64, 1 << 10, 16 << 10, 256 << 10, 4 << 20];

/// How often a message of this size is sent.
fn rounds(size: usize) -> usize {
    ((32 << 20) / size).min(1000)
}

/// Microseconds that `send_and_wait` takes for a message of each size.
fn measure(mut send_and_wait: impl FnMut(&[u8]) -> io::Result<()>) -> io::Result<Vec<f64>> {
    let time = |size| {
        let message = vec![1; size];
        send_and_wait(&message)?; // the first one touches the memory for the first time
        let begin = Instant::now();
        for _ in 0..rounds(size) {
            send_and_wait(&message)?;
        }
        Ok(begin.elapsed().as_secs_f64() * 1e6 / rounds(size) as f64)
    };
    SIZES.into_iter().map(time).collect()
}

/// The other side: has a buffer filled by `receive` for every message of `measure`, and answers with a byte.
fn answer(mut receive: impl FnMut(&mut [u8]) -> io::Result<()>) -> io::Result<()> {
    for size in SIZES {
        let mut buffer = vec![0; size];
        for _ in 0..=rounds(size) {
            receive(&mut buffer)?;
            io::stdout().write_all(&[1])?;
            io::stdout().flush()?;
        }
    }
    Ok(())
}

fn start(
    arguments: &[&str],
    input: impl Into<Stdio>,
    output: impl Into<Stdio>,
) -> io::Result<Child> {
    let mut command = Command::new(env::current_exe()?);
    command.args(arguments).stdin(input).stdout(output).spawn()
}

fn thread() -> io::Result<Vec<f64>> {
    let (questions, asked) = channel::<Vec<u8>>();
    let (answers, answered) = channel();
    let other = thread::spawn(move || {
        asked
            .iter()
            .for_each(|message| answers.send(message).unwrap())
    });
    let mut message = Vec::new();
    let times = measure(|bytes| {
        message.resize(bytes.len(), 1);
        questions.send(std::mem::take(&mut message)).unwrap();
        message = answered.recv().unwrap();
        Ok(())
    });
    drop(questions);
    other.join().unwrap();
    times
}

fn pipe() -> io::Result<Vec<f64>> {
    let mut child = start(&["stream"], Stdio::piped(), Stdio::piped())?;
    let (mut to, mut from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let times = measure(|message| {
        to.write_all(message)?;
        from.read_exact(&mut [0])
    });
    child.wait()?;
    times
}

fn socket() -> io::Result<Vec<f64>> {
    let (mut ours, theirs) = UnixStream::pair()?;
    let theirs = OwnedFd::from(theirs);
    let mut child = start(&["stream"], theirs.try_clone()?, theirs)?;
    let times = measure(|message| {
        ours.write_all(message)?;
        ours.read_exact(&mut [0])
    });
    ours.shutdown(Shutdown::Both)?;
    child.wait()?;
    times
}

// ANCHOR: memory
fn shared_memory() -> io::Result<Vec<f64>> {
    let file = tempfile::NamedTempFile::new()?;
    file.as_file().set_len(SIZES[SIZES.len() - 1] as u64)?;
    let map = MmapRaw::map_raw(file.as_file())?;
    let path = file.path().to_str().expect("a plain path");
    let mut child = start(&["memory", path], Stdio::piped(), Stdio::piped())?;
    let (mut bell, mut from) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let times = measure(|message| {
        // SAFETY: the map is as long as the longest message. It is our turn, until the bell rings.
        unsafe {
            map.as_mut_ptr()
                .copy_from_nonoverlapping(message.as_ptr(), message.len())
        };
        bell.write_all(&[1])?;
        from.read_exact(&mut [0])
    });
    child.wait()?;
    times
}
// ANCHOR_END: memory

fn main() -> io::Result<()> {
    match &env::args().skip(1).collect::<Vec<_>>()[..] {
        [kind] if kind == "stream" => return answer(|buffer| io::stdin().read_exact(buffer)),
        [kind, path] if kind == "memory" => {
            let map = MmapRaw::map_raw(&File::options().read(true).write(true).open(path)?)?;
            return answer(|buffer| {
                io::stdin().read_exact(&mut [0])?;
                // SAFETY: as above; the bell has rung, and it is our turn until we answer.
                unsafe {
                    map.as_ptr()
                        .copy_to_nonoverlapping(buffer.as_mut_ptr(), buffer.len())
                };
                Ok(())
            });
        }
        _ => (),
    }
    let (thread, pipe, socket, memory) = (thread()?, pipe()?, socket()?, shared_memory()?);
    println!("bytes  thread  pipe  socket  memory (µs)");
    for (i, size) in SIZES.iter().enumerate() {
        let [a, b, c, d] = [&thread, &pipe, &socket, &memory].map(|times| times[i]);
        println!("{size:7} {a:8.1} {b:8.1} {c:8.1} {d:8.1}");
    }
    Ok(())
}
