from threading import Thread
from time import perf_counter, sleep

done = False

def compute():
    while not done:
        pass

def naps():
    count = 0
    start = perf_counter()
    while perf_counter() - start < 0.2:
        sleep(0.0001)
        count += 1
    return count

alone = naps()
thread = Thread(target=compute)
thread.start()
beside = naps()
done = True
thread.join()
print(alone, beside)
