use cpu_time::ThreadTime;
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

/// So many good rounds are enough, and after so long a time fewer have to do.
const ENOUGH: usize = 15;
const LIMIT: Duration = Duration::from_secs(1);

/// Has threads do `work` at once, one for each element of `own`, which it may change, and returns how many
/// nanoseconds the first of them was at it.
///
/// Threads that take turns on one core do not hinder each other, and on a busy machine they do that now and then. So
/// there are many short rounds. Those count in which the threads were really at work together, and of these the
/// median.
///
/// # Panics
/// If `own` is empty, or the system does not say how long a thread had a core.
pub fn at_once<T: Send>(own: &mut [T], work: impl Fn(&mut T) + Sync) -> f64 {
    let begin = Instant::now();
    let mut rounds = Vec::new();
    let mut good = 0;
    while good < ENOUGH && (rounds.is_empty() || begin.elapsed() < LIMIT) {
        let (together, time) = round(own, &work);
        good += usize::from(together > 0.8);
        rounds.push((together, time));
    }
    rounds.sort_by(|one, other| other.0.total_cmp(&one.0));
    rounds.truncate(good.max(1));
    rounds.sort_by_key(|round| round.1);
    rounds[rounds.len() / 2].1.as_nanos() as f64
}

/// When a thread was at work, and how much of that time it had a core.
struct Span {
    start: Instant,
    end: Instant,
    on_core: Duration,
}

impl Span {
    fn time(&self) -> f64 {
        (self.end - self.start).as_secs_f64()
    }
}

/// How nearly all threads were at work all of the first one's time (1 is best), and that time.
fn round<T: Send>(own: &mut [T], work: &(impl Fn(&mut T) + Sync)) -> (f64, Duration) {
    let barrier = &Barrier::new(own.len());
    let spans: Vec<Span> = thread::scope(|s| {
        let spawn = |mine| {
            s.spawn(move || {
                barrier.wait();
                let (start, before) = (Instant::now(), ThreadTime::now());
                work(mine);
                let (on_core, end) = (before.elapsed(), Instant::now());
                Span {
                    start,
                    end,
                    on_core,
                }
            })
        };
        let handles: Vec<_> = own.iter_mut().map(spawn).collect();
        handles.into_iter().map(|h| h.join().unwrap()).collect()
    });

    let first = &spans[0];
    let start = spans.iter().map(|span| span.start).max().unwrap();
    let end = spans.iter().map(|span| span.end).min().unwrap();
    let together = end.saturating_duration_since(start).as_secs_f64() / first.time();
    let on_core: f64 = spans
        .iter()
        .map(|s| s.on_core.as_secs_f64() / s.time())
        .product();
    (together * on_core, first.end - first.start)
}
