import sys
import threading
import time


class Countdown(threading.Thread):
    def __init__(self, name, delay):
        super().__init__(name=name)
        self.delay = delay

    def run(self):
        for n in range(5, 0, -1):
            sys.stdout.write(f"{self.name}: {n}\n")
            time.sleep(self.delay)


a = Countdown("A", 0.005)
b = Countdown("B", 0.005)
a.start()
b.start()
a.join()
b.join()
print("both at zero")
