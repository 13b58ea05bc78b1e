import threading

THREADS = 2_000  # one after the other


def address_space():
    """This process's addresses in use, in MiB."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[0]) * 4096 // (1024 * 1024)


def measure(way, after):
    before = address_space()
    for _ in range(THREADS):
        ended = threading.Event()
        thread = threading.Thread(target=ended.set)
        thread.start()
        ended.wait()
        after(thread)
    print(f"{max(0, address_space() - before)} MiB remain: {way}")


kept = []
measure("joined", threading.Thread.join)
measure("forgotten", lambda thread: None)
measure("object kept", kept.append)
