import time
from multiprocessing import Process


def count_down(name, delay):
    for number in range(5, 0, -1):
        print(f"Process {name} counting down: {number}", flush=True)
        time.sleep(delay)


if __name__ == "__main__":
    a = Process(target=count_down, args=("A", 0.01))
    b = Process(target=count_down, args=("B", 0.01))
    a.start()
    b.start()
    a.join()
    b.join()
    print("Done.")
