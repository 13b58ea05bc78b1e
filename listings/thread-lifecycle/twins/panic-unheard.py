import sys
import threading

sys.tracebacklimit = 0  # the message, without the stack


def backup():
    raise OSError("the disk is full")


worker = threading.Thread(target=backup)
worker.start()
worker.join()
print("main: all is well")
