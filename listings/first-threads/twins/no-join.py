import sys
import threading


def say(word):
    sys.stdout.write(word + "\n")


threading.Thread(target=say, args=("numbers",)).start()
threading.Thread(target=say, args=("letters",)).start()
say("main: both are done")
