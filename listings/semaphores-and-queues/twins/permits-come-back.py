from collections import deque
from threading import Semaphore

free = Semaphore(2)
filled = Semaphore(0)
shelf = deque()


def put(loaf):
    with free:
        shelf.append(loaf)
        filled.release()


def take():
    with filled:
        loaf = shelf.popleft()
        free.release()
        return loaf


for loaf in (1, 2, 3):
    put(loaf)
print(len(shelf), "on a shelf for 2")
try:
    while True:
        print("taken:", take())
except IndexError as error:
    print(error)
