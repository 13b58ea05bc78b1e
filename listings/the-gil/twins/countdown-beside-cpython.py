from time import perf_counter

def countdown(n):
    while n > 0:
        n -= 1

countdown(1000)
start = perf_counter()
countdown(3000000)
print(perf_counter() - start)
