from threading import Lock, Thread

lock = Lock()
accounts = [100, 0]


def transfer(amount):
    with lock:
        accounts[0] -= amount
        assert accounts[0] >= 0, "overdrawn"
        accounts[1] += amount


thread = Thread(target=transfer, args=[130])
thread.start()
thread.join()
with lock:
    print(accounts)
