from sys import setswitchinterval
from threading import Thread

counter = 0
ready = []

def together():
    ready.append(1)
    while len(ready) < 3:
        pass

def one():
    return 1

def plain():
    global counter
    together()
    for i in range(200000):
        counter += 1

def call():
    global counter
    together()
    for i in range(200000):
        counter += one()

def lost(work):
    global counter, ready
    counter = 0
    ready = []
    threads = [Thread(target=work), Thread(target=work), Thread(target=work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return 600000 - counter

setswitchinterval(0.00002)
print(lost(plain), lost(call))
