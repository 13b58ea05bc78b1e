import os
import subprocess
import sys
import threading
import time

THREADS = 4
LINES = 5_000  # of each thread

WAYS = {
    "print": lambda line: print(line),
    "one write": lambda line: sys.stdout.write(line + "\n"),
}


def write_lines(write_one):
    def all_lines(thread):
        for _ in range(LINES):
            write_one(f"thread {thread}")

    threads = [threading.Thread(target=all_lines, args=(n,)) for n in range(THREADS)]
    begin = time.perf_counter_ns()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print((time.perf_counter_ns() - begin) // (THREADS * LINES), file=sys.stderr)


def measure(way, unbuffered):
    command = [sys.executable, __file__, way]
    environment = dict(os.environ, PYTHONUNBUFFERED="1" if unbuffered else "")
    child = subprocess.run(command, capture_output=True, env=environment)
    intact = {f"thread {thread}".encode() for thread in range(THREADS)}
    whole = sum(line in intact for line in child.stdout.split(b"\n"))
    missing = THREADS * LINES - whole
    strange = sum(byte not in b"thread 0123\n" for byte in child.stdout)
    buffer = "no buffer" if unbuffered else "a buffer"
    time_taken = int(child.stderr)
    print(f"{missing} lines missing, {strange} strange bytes, {time_taken} ns a line: {way}, {buffer}")


if len(sys.argv) > 1:
    write_lines(WAYS[sys.argv[1]])
else:
    for way in WAYS:
        measure(way, unbuffered=True)
        measure(way, unbuffered=False)
