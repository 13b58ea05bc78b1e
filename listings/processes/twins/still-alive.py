import time
from multiprocessing import Process

if __name__ == "__main__":
    worker = Process(target=time.sleep, args=(0.3,))
    worker.start()
    worker.join(0.05)
    print("still alive after 50 ms:", worker.is_alive())
    worker.join()
    print("in the end:", worker.exitcode)
