from threading import Thread
from time import perf_counter, sleep

def compute(n):
    while n > 0:
        n -= 1

def wait(n):
    while n > 0:
        sleep(0.001)
        n -= 1

def timed(work, first, second):
    start = perf_counter()
    threads = [Thread(target=work, args=[first]), Thread(target=work, args=[second])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return perf_counter() - start

def best(work, first, second):
    shortest = 1000
    for i in range(20):
        seconds = timed(work, first, second)
        if seconds < shortest:
            shortest = seconds
    return shortest

# Everything by the first of two threads, then half by each.
print(best(compute, 600000, 0) / best(compute, 300000, 300000))
print(best(wait, 10, 0) / best(wait, 5, 5))
