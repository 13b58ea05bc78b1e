from threading import Lock, Thread
from time import perf_counter

EACH = 200_000
lock = Lock()
counter = 0


def racy():
    global counter
    for _ in range(EACH):
        counter += 1


def locked():
    global counter
    for _ in range(EACH):
        with lock:
            counter += 1


def batched():
    global counter
    own = 0
    for _ in range(EACH):
        own += 1
    with lock:
        counter += own


def timed(way, job, threads=2):
    jobs = [Thread(target=job) for _ in range(threads)]
    begin = perf_counter()
    for thread in jobs:
        thread.start()
    for thread in jobs:
        thread.join()
    ns = (perf_counter() - begin) / (threads * EACH) * 1e9
    print(f"{ns:6.2f} ns: {way}")


timed("no lock", racy)
timed("one lock, taken for each", locked)
timed("a sum of its own, one lock at the end", batched)
timed("one thread, one lock, taken for each", locked, threads=1)
timed("one thread, no lock", racy, threads=1)
