import threading


class Backup(threading.Thread):
    def run():  # self is missing
        print("backing up")


backup = Backup()
backup.start()
backup.join()
print("main: all is well")
