import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

JOBS = [11, 12, 13, 14]


def square(number):
    if number == 13:
        os.abort()
    return number * number


if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        try:
            print("Pool:", pool.map_async(square, JOBS).get(timeout=0.5))
        except multiprocessing.TimeoutError:
            print("Pool: no result, not even of 11")

    with ProcessPoolExecutor(2) as pool:
        futures = [pool.submit(square, job) for job in JOBS]
        try:
            print("ProcessPoolExecutor:", [future.result() for future in futures])
        except BrokenProcessPool:
            print("ProcessPoolExecutor: the pool is broken, for all jobs to come")
