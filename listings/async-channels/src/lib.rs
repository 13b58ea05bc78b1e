//! What the chapter on async channels tries its futures with: a wire that drips, and a future that is dropped at any await.

use std::collections::VecDeque;
use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Polls `future` so many times at most, and then drops it: what it came to, if it was ready by then.
///
/// A future is dropped at an await or not at all, so that counting up from zero leaves out no place where it can be
/// dropped. Its waker does nothing; it is polled again whether something has happened or not.
pub fn polled<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    (0..times).find_map(|_| match future.as_mut().poll(&mut context) {
        Poll::Ready(output) => Some(output),
        Poll::Pending => None,
    })
}

/// Polls `future` until it is ready.
///
/// # Panics
///
/// If it is not ready after 100,000 polls: it waits for something that nobody here brings about.
pub fn finished<F: Future>(future: F) -> F::Output {
    polled(100_000, future).expect("the future waits for something that does not come")
}

/// A slow connection in memory: bytes go through it one at a time, and only every other poll finds it ready.
#[derive(Debug, Default)]
pub struct Drip {
    incoming: VecDeque<u8>,
    written: Vec<u8>,
    ready: bool,
}

impl Drip {
    /// A connection on which these bytes come in, and then the end.
    pub fn bringing(bytes: impl AsRef<[u8]>) -> Self {
        Drip {
            incoming: bytes.as_ref().to_vec().into(),
            ..Drip::default()
        }
    }

    /// What has been written to it, as text.
    pub fn written(&self) -> String {
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// Whether this poll finds it ready. If not, the next one will.
    fn drip(&mut self, context: &mut Context<'_>) -> bool {
        let ready = self.ready;
        self.ready = !ready;
        if !ready {
            context.waker().wake_by_ref();
        }
        ready
    }
}

impl AsyncRead for Drip {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if !self.drip(context) {
            return Poll::Pending;
        }
        if buffer.remaining() > 0
            && let Some(byte) = self.incoming.pop_front()
        {
            buffer.put_slice(&[byte]);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Drip {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if !self.drip(context) {
            return Poll::Pending;
        }
        let taken = bytes.len().min(1);
        self.written.extend(&bytes[..taken]);
        Poll::Ready(Ok(taken))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Every way in which `bytes` can arrive in pieces, none of them empty: of n bytes, 2 to the power of n - 1 ways.
///
/// # Panics
///
/// If there are none, or more than 24.
pub fn every_cut(bytes: &[u8]) -> impl Iterator<Item = Vec<&[u8]>> {
    assert!(
        (1..=24).contains(&bytes.len()),
        "{} bytes have too many ways to be cut, or none",
        bytes.len()
    );
    (0..1_u32 << (bytes.len() - 1)).map(move |cuts| {
        let ends = (1..bytes.len())
            .filter(|end| cuts & (1 << (end - 1)) != 0)
            .chain([bytes.len()]);
        let mut start = 0;
        ends.map(|end| &bytes[std::mem::replace(&mut start, end)..end])
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[test]
    fn a_byte_takes_two_polls() {
        let mut wire = Drip::bringing("ab");
        assert_eq!(polled(1, wire.read_u8()).map(Result::unwrap), None);
        assert_eq!(polled(1, wire.read_u8()).map(Result::unwrap), Some(b'a'));
        assert_eq!(polled(2, wire.read_u8()).map(Result::unwrap), Some(b'b'));
        assert!(finished(wire.read_u8()).is_err(), "after the end");
    }

    #[test]
    fn it_remembers_what_was_written() {
        let mut wire = Drip::default();
        finished(wire.write_all(b"one")).unwrap();
        assert!(polled(3, wire.write_all(b"two")).is_none());
        assert_eq!(wire.written(), "onetw");
    }

    #[test]
    fn all_ways_to_cut_are_there_once() {
        let mut ways: Vec<_> = every_cut(b"abcd").collect();
        assert_eq!(ways.len(), 8);
        assert!(
            ways.iter()
                .all(|way| way.concat() == b"abcd" && way.iter().all(|piece| !piece.is_empty()))
        );
        ways.sort();
        ways.dedup();
        assert_eq!(ways.len(), 8);
    }

    #[test]
    #[should_panic(expected = "does not come")]
    fn waiting_for_nothing_is_noticed() {
        finished(std::future::pending::<()>());
    }
}
