import threading

child = threading.Thread(target=lambda: None)
child.start()
# The new thread writes its own native_id, before it does anything else.
print("the child has begun" if child.native_id is not None else "not yet")
child.join()
