from threading import Lock

lock = Lock()
print(lock.acquire())
print(lock.acquire(blocking=False))
print(lock.acquire(timeout=0.05))
lock.release()
