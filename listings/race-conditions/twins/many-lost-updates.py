import threading

THREADS = 5
TURNS = 100_000
counter = 0


def add_many():
    global counter
    for _ in range(TURNS):
        counter += 1


threads = [threading.Thread(target=add_many) for _ in range(THREADS)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(THREADS * TURNS, "expected")
print(counter, "counted")
