from time import perf_counter

def countdown(n):
    while n > 0:
        n -= 1

best = 1000
for i in range(50):
    start = perf_counter()
    countdown(100000)
    seconds = perf_counter() - start
    if seconds < best:
        best = seconds
print(best)
