import sys
from threading import Thread

shared = [7]


def borrow_and_return():
    for _ in range(100_000):
        name = shared
        del name


before = sys.getrefcount(shared)
threads = [Thread(target=borrow_and_return) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("difference:", sys.getrefcount(shared) - before)
