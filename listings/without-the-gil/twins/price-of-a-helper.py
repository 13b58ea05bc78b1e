from multiprocessing import get_context
from queue import SimpleQueue
from threading import Thread
from time import perf_counter

NUMBERS = 1_000_000


def nothing():
    pass


def count(receive, answer):
    answer("ready")
    answer(len(receive()))


def timed(way, job):
    begin = perf_counter()
    job()
    print(f"{(perf_counter() - begin) * 1000:8.3f} ms: {way}", flush=True)


def start_and_join(kind):
    helper = kind(target=nothing)
    helper.start()
    helper.join()


def hand_over(kind, queue):
    numbers, there, back = list(range(NUMBERS)), queue(), queue()
    helper = kind(target=count, args=[there.get, back.put])
    helper.start()
    back.get()  # it is ready

    def exchange():
        there.put(numbers)
        assert back.get() == NUMBERS

    return helper, exchange


if __name__ == "__main__":
    spawn = get_context("spawn")
    timed("start and join a thread", lambda: start_and_join(Thread))
    timed("start and join a process", lambda: start_and_join(spawn.Process))
    for what, kind, queue in [("thread", Thread, SimpleQueue), ("process", spawn.Process, spawn.SimpleQueue)]:
        helper, exchange = hand_over(kind, queue)
        timed(f"hand a million numbers to a {what}", exchange)
        helper.join()
