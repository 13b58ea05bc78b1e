from threading import Barrier, Thread

both = Barrier(2, timeout=10)

class Key:
    def __hash__(self):
        both.wait()  # Nobody gets past this before two threads are here.
        return 1

table = {}

def store():
    table[Key()] = 1  # One instruction: STORE_SUBSCR.

threads = [Thread(target=store), Thread(target=store)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("keys stored by two threads inside one instruction:", len(table))

numbers = [3, 1, 2]
lengths = []

def key(number):
    lengths.append(len(numbers))
    return number

numbers.sort(key=key)
print("lengths of the list, seen while it is sorted:", lengths)

grown = []
grown.extend(len(grown) for _ in range(3))
print("lengths of the list, seen while it is extended:", grown)
