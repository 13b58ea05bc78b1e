from multiprocessing import get_context
from threading import Thread
from time import perf_counter

N = 6_000_000


def countdown(n):
    while n > 0:
        n -= 1


def timed(way, job):
    begin = perf_counter()
    result = job()
    print(f"{(perf_counter() - begin) * 1000:6.1f} ms: {way}", flush=True)
    return result


def two_threads():
    threads = [Thread(target=countdown, args=[N // 2]) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def two_jobs(pool):
    pending = [pool.apply_async(countdown, [N // 2]) for _ in range(2)]
    for job in pending:
        job.get()  # waits, and hands on what went wrong


if __name__ == "__main__":
    timed("one thread", lambda: countdown(N))
    timed("two threads", two_threads)
    with timed("two processes: to start them", lambda: get_context("spawn").Pool(2)) as pool:
        timed("two processes: their first jobs", lambda: two_jobs(pool))
        timed("two processes: their second jobs", lambda: two_jobs(pool))
