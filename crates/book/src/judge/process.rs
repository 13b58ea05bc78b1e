//! Runs a program to its end or its deadline, and leaves nothing of it behind.
//!
//! Every program is the leader of a process group of its own. Whatever way a run ends, the group is killed: a program that is
//! late, one that prints without end, and the child of a program that left one behind.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, IsTerminal, Read, Seek, Write};
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{
    Pid, Signal, WaitOptions, kill_process, kill_process_group, test_kill_process_group, waitpgid, waitpid,
};

/// What a program may print, in bytes on each stream, before it is killed.
pub const OUTPUT_LIMIT: usize = 4 << 20;

/// How long the children of a program may outlive it: one that is on its way out needs a moment.
const GRACE: Duration = Duration::from_millis(500);

/// One run of a program.
#[derive(Clone, PartialEq, Debug)]
pub struct Run {
    /// How it ended.
    pub end: End,
    /// What it printed; bytes that are no UTF-8 are replaced.
    pub stdout: String,
    /// What it printed on standard error.
    pub stderr: String,
    /// From its start to its end.
    pub elapsed: Duration,
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// With this status; 128 + n for a death by signal n.
    Exited(i32),
    /// It ended with this status, but a process that it had started still ran, and was killed.
    LeftBehind(i32),
    /// It ran past its deadline, and was killed.
    Late,
    /// It printed more than [`OUTPUT_LIMIT`], and was killed.
    Flooded,
}

/// Runs a program in a process group of its own.
///
/// With `echo`, what it prints goes to this process's own streams as well, while it runs.
///
/// # Errors
/// If it cannot be started.
pub fn run(mut command: Command, stdin: &str, deadline: Duration, echo: bool) -> io::Result<Run> {
    command.stdin(input(stdin)?).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
    let began = Instant::now();
    let mut group = Group::new(command.spawn()?);
    let mut stdout = Stream::new(group.child.stdout.take().expect("piped"), echo.then(|| Box::new(io::stdout()) as _));
    let mut stderr = Stream::new(group.child.stderr.take().expect("piped"), echo.then(|| Box::new(io::stderr()) as _));
    let mut exited: Option<(i32, Duration)> = None;
    let mut pause = Duration::from_micros(20);
    let end = loop {
        if exited.is_none() {
            exited = group.child.try_wait()?.map(|status| (code(status), began.elapsed()));
        }
        let open = stdout.is_open() || stderr.is_open();
        match exited {
            Some((code, _)) if !open && !group.is_alive() => break End::Exited(code),
            Some((code, at)) if began.elapsed() > at + GRACE => break End::LeftBehind(code),
            None if began.elapsed() >= deadline => break End::Late,
            _ => {}
        }
        if stdout.bytes.len() > OUTPUT_LIMIT || stderr.bytes.len() > OUTPUT_LIMIT {
            break End::Flooded;
        }
        if open {
            let rest = deadline.saturating_sub(began.elapsed());
            read(&mut [&mut stdout, &mut stderr], rest.clamp(Duration::from_millis(1), Duration::from_millis(20)))?;
        } else {
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(2));
        }
    };
    let elapsed = exited.map_or(began.elapsed(), |(_, at)| at);
    drop(group);
    Ok(Run { end, stdout: stdout.into_text(), stderr: stderr.into_text(), elapsed })
}

/// Standard input that has this text. A file, so that nobody has to feed a pipe while reading two others.
fn input(text: &str) -> io::Result<Stdio> {
    if text.is_empty() {
        return Ok(Stdio::null());
    }
    let mut file: File = tempfile::tempfile()?;
    file.write_all(text.as_bytes())?;
    file.rewind()?;
    Ok(file.into())
}

/// The status as a shell reports it.
fn code(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

/// One of a program's two outputs.
struct Stream<P> {
    pipe: Option<P>,
    bytes: Vec<u8>,
    echo: Option<Box<dyn Write>>,
}

/// What the two pipes have in common.
trait Pipe {
    fn poll_fd(&self) -> Option<PollFd<'_>>;
    fn read_some(&mut self) -> io::Result<()>;
}

impl<P: Read + AsFd> Stream<P> {
    fn new(pipe: P, echo: Option<Box<dyn Write>>) -> Self {
        Stream { pipe: Some(pipe), bytes: Vec::new(), echo }
    }

    fn is_open(&self) -> bool {
        self.pipe.is_some()
    }

    fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl<P: Read + AsFd> Pipe for Stream<P> {
    fn poll_fd(&self) -> Option<PollFd<'_>> {
        self.pipe.as_ref().map(|pipe| PollFd::new(pipe, PollFlags::IN))
    }

    fn read_some(&mut self) -> io::Result<()> {
        let mut buffer = [0; 64 << 10];
        let Some(pipe) = &mut self.pipe else { return Ok(()) };
        match pipe.read(&mut buffer) {
            Ok(0) => self.pipe = None,
            Ok(count) => {
                self.bytes.extend_from_slice(&buffer[..count]);
                if let Some(echo) = &mut self.echo {
                    echo.write_all(&buffer[..count])?;
                    echo.flush()?;
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Waits until a stream has something to say, and takes it.
fn read(streams: &mut [&mut dyn Pipe], timeout: Duration) -> io::Result<()> {
    let timeout = Timespec::try_from(timeout).expect("a few milliseconds");
    let mut polled: Vec<usize> = Vec::new();
    let mut fds = Vec::new();
    for (index, stream) in streams.iter().enumerate() {
        if let Some(fd) = stream.poll_fd() {
            polled.push(index);
            fds.push(fd);
        }
    }
    match poll(&mut fds, Some(&timeout)) {
        Ok(_) | Err(rustix::io::Errno::INTR) => {}
        Err(error) => return Err(error.into()),
    }
    let ready: Vec<usize> =
        polled.into_iter().zip(&fds).filter(|(_, fd)| !fd.revents().is_empty()).map(|(index, _)| index).collect();
    drop(fds);
    ready.into_iter().try_for_each(|index| streams[index].read_some())
}

/// The process groups that run now: an interrupt must end them too, since a terminal does not send it to them.
static RUNNING: Mutex<BTreeSet<i32>> = Mutex::new(BTreeSet::new());

/// A program and all that it starts. Killed when dropped.
struct Group {
    child: Child,
    id: Pid,
}

impl Group {
    fn new(child: Child) -> Group {
        let id = Pid::from_child(&child);
        RUNNING.lock().expect("no holder panics").insert(id.as_raw_pid());
        Group { child, id }
    }

    /// Whether any process of the group still runs; those that have ended are put to rest.
    fn is_alive(&self) -> bool {
        while let Ok(Some(_)) = waitpgid(self.id, WaitOptions::NOHANG) {}
        test_kill_process_group(self.id).is_ok()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Fails where nobody is left to kill: fine.
        let _ = kill_process_group(self.id, Signal::KILL);
        let _ = self.child.wait();
        while let Ok(Some(_)) = waitpgid(self.id, WaitOptions::NOHANG) {}
        RUNNING.lock().expect("no holder panics").remove(&self.id.as_raw_pid());
    }
}

/// Ends every running program, and then this process, when the user presses Ctrl-C or the terminal goes away.
///
/// On Linux it also makes orphans of a listing the children of this process, so that none of them stays a zombie.
pub fn clean_up_on_interrupt() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_child_subreaper(Some(rustix::process::getpid()));
    let signals = [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM, signal_hook::consts::SIGHUP];
    let Ok(mut signals) = signal_hook::iterator::Signals::new(signals) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            for id in RUNNING.lock().expect("no holder panics").iter() {
                let _ = kill_process_group(Pid::from_raw(*id).expect("a group's number"), Signal::KILL);
            }
            std::process::exit(128 + signal);
        }
    });
}

/// The variable that marks a listing's processes, so that one that left its group is still found.
pub const MARK: &str = "EVERY_INTERLEAVING_RUN";

/// Kills the processes that carry this mark in their environment and says how many there were. A daemon leaves the process
/// group that it was born in; its environment stays. Linux only: elsewhere none are found.
pub fn kill_marked(mark: &str) -> usize {
    let wanted = format!("{MARK}={mark}\0").into_bytes();
    let mut killed = 0;
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry.file_name().to_str().and_then(|name| name.parse().ok()).and_then(Pid::from_raw);
        let Some(pid) = pid else { continue };
        let is_marked = || {
            let environment = std::fs::read(entry.path().join("environ")).unwrap_or_default();
            environment.windows(wanted.len()).any(|window| window == wanted)
        };
        if is_marked() && kill_process(pid, Signal::KILL).is_ok() {
            killed += 1;
            // It may have become a child of ours; then nobody else waits for it. Else it is gone in a moment.
            let _ = waitpid(Some(pid), WaitOptions::empty());
            let began = Instant::now();
            while is_marked() && began.elapsed() < GRACE {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    }
    killed
}

/// Whether standard error is a terminal, for output that draws over itself.
pub fn is_interactive() -> bool {
    io::stderr().is_terminal()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn run_shell(script: &str, deadline: u64) -> Run {
        run(shell(script), "", Duration::from_millis(deadline), false).unwrap()
    }

    #[test]
    fn both_outputs_and_the_status_are_caught() {
        let run = run_shell("echo out; echo err >&2; exit 3", 5000);
        assert_eq!((run.end, run.stdout.as_str(), run.stderr.as_str()), (End::Exited(3), "out\n", "err\n"));
        assert_eq!(run_shell("kill -ABRT $$", 5000).end, End::Exited(134));
    }

    #[test]
    fn standard_input_arrives() {
        let run = run(shell("cat"), "hello\n", Duration::from_secs(5), false).unwrap();
        assert_eq!(run.stdout, "hello\n");
    }

    #[test]
    fn a_late_program_is_killed_with_its_children_and_what_it_printed_is_kept() {
        let run = run_shell("echo before; sleep 61.25 & sleep 61.25", 300);
        assert_eq!((run.end, run.stdout.as_str()), (End::Late, "before\n"));
        assert!(run.elapsed < Duration::from_secs(5));
        let list = Command::new("ps").args(["-eo", "args"]).output();
        if let Ok(list) = list {
            assert!(!String::from_utf8_lossy(&list.stdout).contains("sleep 61.25"), "the child is gone too");
        }
    }

    #[test]
    fn a_child_left_behind_is_seen_and_killed() {
        let run = run_shell("sleep 30 & echo $!", 5000);
        assert_eq!(run.end, End::LeftBehind(0));
        let pid = Pid::from_raw(run.stdout.trim().parse().unwrap()).unwrap();
        std::thread::sleep(Duration::from_millis(50));
        assert!(rustix::process::test_kill_process(pid).is_err() || is_zombie(pid));
        let silent = run_shell("sleep 30 >/dev/null 2>&1 &", 5000);
        assert_eq!(silent.end, End::LeftBehind(0), "also one that holds no pipe");
    }

    /// Killed, but nobody has waited for it: as good as gone.
    fn is_zombie(pid: Pid) -> bool {
        let status = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_pid())).unwrap_or_default();
        status.is_empty() || status.contains(") Z ")
    }

    #[test]
    fn a_flood_is_stopped() {
        let run = run_shell("yes", 20_000);
        assert_eq!(run.end, End::Flooded);
        assert!(run.stdout.len() < 2 * OUTPUT_LIMIT);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_daemon_is_found_by_its_mark() {
        let mark = format!("test-{}", std::process::id());
        let mut command = shell("setsid sleep 30 >/dev/null 2>&1 </dev/null &");
        command.env(MARK, &mark);
        run(command, "", Duration::from_secs(5), false).unwrap();
        assert_eq!(kill_marked(&mark), 1);
        assert_eq!(kill_marked(&mark), 0);
    }
}
