from threading import Condition

try:
    Condition().notify()
except RuntimeError as error:
    print(error)
