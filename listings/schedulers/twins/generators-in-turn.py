from collections import deque


def cook(dish, steps):
    for step in range(1, steps + 1):
        print(dish, step)
        yield


def run(ready):
    while ready:
        task = ready.popleft()
        try:
            next(task)
        except StopIteration:
            continue
        ready.append(task)


run(deque([cook("soup", 3), cook("roast", 1), cook("tart", 2)]))
