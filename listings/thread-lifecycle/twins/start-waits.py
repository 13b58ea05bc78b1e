import threading
import time


class SlowToBegin(threading.Thread):
    def _set_ident(self):  # runs in the new thread, before start() is told of it
        time.sleep(0.2)
        super()._set_ident()


child = SlowToBegin()
begin = time.perf_counter()
child.start()
waited = time.perf_counter() - begin
print("start() waited for the child" if waited >= 0.2 else "start() did not wait")
child.join()
