import sys
import threading
import time


def work(name):
    time.sleep(0.1)
    sys.stdout.write(f"{name} is done\n")


threading.Thread(target=work, args=("first",)).start()
threading.Thread(target=work, args=("second",)).start()
threading.Thread(target=work, args=("daemon",), daemon=True).start()
