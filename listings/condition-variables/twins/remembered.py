from threading import Condition, Thread

bell = Condition()
ready = False


def cook():
    global ready
    with bell:
        ready = True
        bell.notify()


def guest():
    with bell:
        while not ready:
            bell.wait()
        print("dinner")


threads = [Thread(target=guest), Thread(target=cook)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
