from ctypes import CDLL, PyDLL
from threading import Thread
from time import perf_counter

keeping, releasing = PyDLL(None), CDLL(None)  # the C library, twice
at_work = True


def busy():
    while at_work:
        pass


def timed(way, function, argument, calls):
    begin = perf_counter()
    for _ in range(calls):
        function(argument)
    took = (perf_counter() - begin) / calls
    print(f"{took * 1e6:8.2f} µs: {way}")


timed("abs, keeping the lock", keeping.abs, -1, 100_000)
timed("abs, releasing it", releasing.abs, -1, 100_000)
timed("a millisecond's sleep", releasing.usleep, 1_000, 20)
thread = Thread(target=busy)
thread.start()
timed("the same, beside a busy thread", releasing.usleep, 1_000, 20)
at_work = False
thread.join()
