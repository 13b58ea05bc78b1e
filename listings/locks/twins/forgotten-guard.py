from threading import Lock, Thread

lock = Lock()
counter = 0


def add(text):
    global counter
    lock.acquire()
    counter += int(text)  # an exception here, and nobody releases
    lock.release()


thread = Thread(target=add, args=["one"])
thread.start()
thread.join()
print("the thread has ended", flush=True)
add("1")
print(counter)
