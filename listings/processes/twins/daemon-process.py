import time
from multiprocessing import Process


def work(name, seconds):
    print(name, "starts", flush=True)
    time.sleep(seconds)
    print(name, "exits", flush=True)


if __name__ == "__main__":
    Process(target=work, args=("Worker 1", 5), daemon=True).start()
    time.sleep(0.05)
    Process(target=work, args=("Worker 2", 0.1)).start()
