import ctypes
import os
import subprocess
import sys
import threading


def raises():
    raise ValueError("a bug")


def recurses_for_ever():
    return recurses_for_ever() + 1


def follows_a_wild_pointer():
    ctypes.string_at(0)


deeds = [raises, recurses_for_ever, os.abort, follows_a_wild_pointer]

if len(sys.argv) > 1:
    thread = threading.Thread(target=deeds[int(sys.argv[1])])
    thread.start()
    thread.join()
    sys.exit(0)

for number, deed in enumerate(deeds):
    child = [sys.executable, __file__, str(number)]
    status = subprocess.run(child, stderr=subprocess.DEVNULL).returncode
    end = "its process goes on" if status == 0 else "its process is killed"
    print(f"a thread {deed.__name__}: {end}")
