import subprocess
import sys
import threading
import time

THREADS = 4
LINES = 5_000  # of each thread

WAYS = {
    "print, two arguments": lambda thread: print("thread", thread),
    "print, one argument": lambda thread: print(f"thread {thread}"),
    "one write": lambda thread: sys.stdout.write(f"thread {thread}\n"),
}


def write_lines(write_one):
    def all_lines(thread):
        for _ in range(LINES):
            write_one(thread)

    threads = [threading.Thread(target=all_lines, args=(n,)) for n in range(THREADS)]
    begin = time.perf_counter_ns()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print((time.perf_counter_ns() - begin) // (THREADS * LINES), file=sys.stderr)


def measure(way):
    child = subprocess.run([sys.executable, __file__, way], capture_output=True, text=True)
    intact = {f"thread {thread}" for thread in range(THREADS)}
    lines = child.stdout.split("\n")[:-1]
    broken = sum(line not in intact for line in lines)
    print(f"{broken} broken, {child.stderr.strip()} ns a line: {way}")


if len(sys.argv) > 1:
    write_lines(WAYS[sys.argv[1]])
else:
    for way in WAYS:
        measure(way)
