from functools import reduce
from multiprocessing import Pool
from operator import add

WORKERS, N = 4, 1_000_000


def part(k):
    size = N // WORKERS
    return sum(range(k * size + 1, (k + 1) * size + 1))


if __name__ == "__main__":
    with Pool(WORKERS) as pool:
        print(reduce(add, pool.map(part, range(WORKERS)), 0))
