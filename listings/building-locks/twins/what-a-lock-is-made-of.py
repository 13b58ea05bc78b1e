import struct
import threading

header = object.__basicsize__
size = type(threading.Lock()).__basicsize__ - header
# A byte, and room to the next word; or pointers to a semaphore and to weak references, and a byte.
print("a byte" if size <= struct.calcsize("P") else "a pointer to a semaphore and more")
