import time
from concurrent.futures import ThreadPoolExecutor

start = time.monotonic()


def elapsed():
    return round((time.monotonic() - start) * 1000)


try:
    with ThreadPoolExecutor(max_workers=1) as pool:
        for _ in pool.map(time.sleep, [0.2], timeout=0.02):
            pass
        print("unreachable")
except TimeoutError:
    print(f"went on after {elapsed()} ms")
