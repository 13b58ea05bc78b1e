from sys import getrefcount
from threading import Thread

kept = [1, 2, 3]
before = getrefcount(kept)
ready = []

def work():
    ready.append(1)
    while len(ready) < 2:
        pass
    for i in range(3000000):
        another = kept
        another = None

threads = [Thread(target=work), Thread(target=work)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(getrefcount(kept) - before)
