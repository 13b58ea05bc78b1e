import socket
import threading
import time

TASKS = 64


def slow_server():
    """Starts a server that thinks for five milliseconds, then answers with one byte."""

    def think(client):
        time.sleep(0.005)
        client.sendall(b"!")
        client.close()

    def serve(listener):
        while True:
            client, _ = listener.accept()
            threading.Thread(target=think, args=(client,), daemon=True).start()

    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    threading.Thread(target=serve, args=(listener,), daemon=True).start()
    return listener.getsockname()


def fetch():
    with socket.create_connection(SERVER) as connection:
        connection.recv(1)


def compute():
    x = 1
    for _ in range(40_000):
        x = (x * 747_796_405 + 1) & 0xFFFF_FFFF


def run(threads, task):
    """Does all the tasks with so many threads; returns the seconds it took."""
    todo = iter(range(TASKS))
    lock = threading.Lock()

    def work():
        while True:
            with lock:
                if next(todo, None) is None:
                    return
            task()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    started = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return time.perf_counter() - started


SERVER = slow_server()
fetch_alone, compute_alone = run(1, fetch), run(1, compute)
print("threads  fetching  computing")
for threads in [1, 2, 4, 8, 16, 32, 64]:
    fetching = fetch_alone / run(threads, fetch)
    computing = compute_alone / run(threads, compute)
    print(f"{threads:7}  {fetching:8.2f}  {computing:9.2f}")
