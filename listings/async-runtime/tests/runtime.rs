//! The runtime keeps what the chapter says of it.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use async_runtime::{Runtime, yield_now};

/// A call that is lost must fail a test, and not hold it up.
fn in_time(test: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    let (done, result) = mpsc::channel();
    thread::spawn(move || done.send(test()));
    let limit = Duration::from_secs(15);
    result.recv_timeout(limit).expect("no hang and no panic")
}

#[test]
fn a_task_returns_its_value_to_whoever_awaits_its_ticket() -> io::Result<()> {
    in_time(|| {
        for workers in [1, 2, 4] {
            let mut runtime = Runtime::new(workers)?;
            let handle = runtime.handle();
            let sum = runtime.block_on(async {
                let tickets: Vec<_> = (0..100_u32)
                    .map(|n| {
                        handle.spawn(async move {
                            yield_now().await;
                            n
                        })
                    })
                    .collect();
                let mut sum = 0;
                for ticket in tickets {
                    sum += ticket.await.expect("no panic");
                }
                sum
            });
            assert_eq!(sum, 4950);
        }
        Ok(())
    })
}

#[test]
fn a_panic_comes_out_of_the_ticket_and_costs_no_worker() -> io::Result<()> {
    in_time(|| {
        let mut runtime = Runtime::new(1)?;
        let handle = runtime.handle();
        let answers = runtime.block_on(async {
            let bad = handle.spawn(async { panic!("a test's panic") }).await;
            let good = handle.spawn(async { 7 }).await;
            (bad.is_err(), good.ok())
        });
        assert_eq!(answers, (true, Some(7)));
        Ok(())
    })
}

#[test]
fn sleeps_overlap_and_none_is_too_short() -> io::Result<()> {
    in_time(|| {
        let mut runtime = Runtime::new(1)?;
        let handle = runtime.handle();
        let start = Instant::now();
        runtime.block_on(async {
            let tickets: Vec<_> = [60, 20, 40]
                .map(|millis| {
                    let sleep = handle.sleep(Duration::from_millis(millis));
                    handle.spawn(async move {
                        sleep.await;
                        assert!(start.elapsed() >= Duration::from_millis(millis));
                    })
                })
                .into_iter()
                .collect();
            for ticket in tickets {
                ticket.await.expect("slept long enough");
            }
        });
        assert!(start.elapsed() >= Duration::from_millis(60));
        Ok(())
    })
}

#[test]
fn an_alarm_that_is_set_while_the_reactor_sleeps_is_heard() -> io::Result<()> {
    in_time(|| {
        let mut runtime = Runtime::new(1)?;
        let handle = runtime.handle();
        let start = Instant::now();
        runtime.block_on(async {
            let inner = handle.clone();
            let late = handle.sleep(Duration::from_secs(20));
            let ticket = handle.spawn(async move {
                // The reactor has gone to sleep by now, if it has nothing earlier to wait for.
                thread::sleep(Duration::from_millis(30));
                inner.sleep(Duration::from_millis(10)).await;
            });
            ticket.await.expect("no panic");
            drop(late);
        });
        assert!(start.elapsed() < Duration::from_secs(10));
        Ok(())
    })
}

#[test]
fn a_wake_from_a_foreign_thread_arrives() -> io::Result<()> {
    in_time(|| {
        let mut runtime = Runtime::new(2)?;
        for _ in 0..200 {
            let woken = Arc::new(AtomicU32::new(0));
            let (wakers, waiting) = mpsc::channel::<std::task::Waker>();
            let caller = thread::spawn({
                let woken = Arc::clone(&woken);
                move || {
                    for waker in waiting {
                        woken.store(1, SeqCst);
                        waker.wake();
                    }
                }
            });
            let task = {
                let woken = Arc::clone(&woken);
                std::future::poll_fn(move |context| {
                    if woken.load(SeqCst) == 1 {
                        return std::task::Poll::Ready(());
                    }
                    wakers.send(context.waker().clone()).expect("it listens");
                    std::task::Poll::Pending
                })
            };
            let ticket = runtime.handle().spawn(task);
            runtime.block_on(ticket).expect("no panic");
            caller.join().expect("no panic");
        }
        Ok(())
    })
}

#[test]
fn dropping_the_runtime_drops_tasks_that_wait() -> io::Result<()> {
    in_time(|| {
        struct Noted(Arc<AtomicU32>);
        impl Drop for Noted {
            fn drop(&mut self) {
                self.0.fetch_add(1, SeqCst);
            }
        }

        let dropped = Arc::new(AtomicU32::new(0));
        let mut runtime = Runtime::new(2)?;
        let handle = runtime.handle();
        runtime.block_on(async {
            for _ in 0..3 {
                let (noted, sleep) = (
                    Noted(Arc::clone(&dropped)),
                    handle.sleep(Duration::from_secs(60)),
                );
                let _goes_on = handle.spawn(async move {
                    sleep.await;
                    drop(noted);
                });
            }
            let mut listener = handle.listen("127.0.0.1:0")?;
            let noted = Noted(Arc::clone(&dropped));
            let _goes_on = handle.spawn(async move {
                let _ = listener.accept().await;
                drop(noted);
            });
            // They have come to where they wait.
            handle.sleep(Duration::from_millis(30)).await;
            io::Result::Ok(())
        })?;
        drop(runtime);
        assert_eq!(dropped.load(SeqCst), 4);
        Ok(())
    })
}

#[test]
fn bytes_come_back_from_an_echo() -> io::Result<()> {
    in_time(|| {
        let mut runtime = Runtime::new(2)?;
        let handle = runtime.handle();
        runtime.block_on(async {
            let mut listener = handle.listen("127.0.0.1:0")?;
            let address = listener.local_addr()?;
            let server = handle.spawn(async move {
                let mut stream = listener.accept().await?;
                let mut buffer = [0; 1000];
                loop {
                    match stream.read(&mut buffer).await? {
                        0 => return io::Result::Ok(()),
                        length => stream.write_all(&buffer[..length]).await?,
                    }
                }
            });
            // More than any buffer between the two holds, in pieces that are read before the next is sent.
            let mut client = handle.connect(address)?;
            let piece: Vec<u8> = (0..=250).cycle().take(10_000).collect();
            for _ in 0..100 {
                client.write_all(&piece).await?;
                let mut back = Vec::new();
                let mut buffer = [0; 777];
                while back.len() < piece.len() {
                    let length = client.read(&mut buffer).await?;
                    back.extend_from_slice(&buffer[..length]);
                }
                assert_eq!(back, piece);
            }
            drop(client);
            server.await.expect("no panic")
        })
    })
}
