from sys import setswitchinterval
from threading import Thread
from time import perf_counter, sleep

done = False
rounds = [0, 0]

def compute(which):
    mine = 0
    while not done:
        mine += 1
    rounds[which] = mine

def measure(interval):
    global done
    setswitchinterval(interval)
    done = False
    threads = [Thread(target=compute, args=[0]), Thread(target=compute, args=[1])]
    start = perf_counter()
    for thread in threads:
        thread.start()
    late = 0.0
    for nap in range(10):
        before = perf_counter()
        sleep(0.001)
        late += perf_counter() - before - 0.001
    done = True
    for thread in threads:
        thread.join()
    seconds = perf_counter() - start
    print(interval * 1000, late / 10 * 1000, (rounds[0] + rounds[1]) / seconds / 1000000)

for interval in [0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02]:
    measure(interval)
