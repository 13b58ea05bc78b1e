from threading import Thread
from time import perf_counter

ROUNDS = 50000

def numbers(nothing):
    n = ROUNDS
    while n > 0:
        n -= 1

def lists(rows):
    n = ROUNDS
    while n > 0:
        row = rows[n % 2]
        row[0] += 1
        n -= 1

def own_lists(nothing):
    lists([[0], [0]])

def timed(work, arguments):
    threads = []
    for argument in arguments:
        threads.append(Thread(target=work, args=[argument]))
    start = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return (perf_counter() - start) / len(threads) / ROUNDS * 1000000000

shared = [[0], [0]]
print(timed(numbers, [0]))
print(timed(own_lists, [0]))
print(timed(own_lists, [0, 0]))
print(timed(lists, [shared, shared]))
