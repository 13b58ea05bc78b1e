import sys
import threading

sys.tracebacklimit = 0  # the message, without the stack


class Backup(threading.Thread):
    def run():  # self is missing
        print("backing up")


backup = Backup()
backup.start()
backup.join()
print("main: all is well")
