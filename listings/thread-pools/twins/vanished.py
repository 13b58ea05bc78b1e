from concurrent.futures import ThreadPoolExecutor


def load(line):
    number = int(line)
    print(f"loaded {number}")
    return number


with ThreadPoolExecutor(max_workers=1) as pool:
    for line in ["1", "2x", "3"]:
        pool.submit(load, line)
print("all done")
