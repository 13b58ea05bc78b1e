from queue import Full, Queue

shelf = Queue(maxsize=1)
shelf.put("rye")

print(shelf.full(), bool(shelf.not_full))
if shelf.not_full:
    try:
        shelf.put("wheat", block=False)
    except Full:
        print("full")
