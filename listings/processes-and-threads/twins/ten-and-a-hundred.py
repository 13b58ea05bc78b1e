import subprocess
import sys
import threading

number = 1


def add(amount):
    global number
    number += amount


if sys.argv[1:] == ["child"]:
    add(100)
    print("child: ", number)
else:
    thread = threading.Thread(target=add, args=[10])
    thread.start()
    thread.join()
    subprocess.run([sys.executable, __file__, "child"], check=True)
    print("parent:", number)
