import dis
import threading

EACH = 100_000

# ANCHOR: store
meet = threading.Barrier(2)
inside = []


class Key:
    """Equal to no other, and asked for it only when two threads are asking."""

    def __hash__(self):
        return 1

    def __eq__(self, other):
        me = threading.get_ident()
        if me not in inside:
            inside.append(me)
            meet.wait(timeout=10)
        return False


table = {Key(): 0}


def store():
    table[Key()] = 1


# ANCHOR_END: store

numbers = []


def append():
    numbers.append(1)


def at_once(work):
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def append_all():
    for _ in range(EACH):
        append()


names = [i.opname for i in dis.get_instructions(store)]
at_once(store)
stores = names.count("STORE_SUBSCR")
print(f"store: {stores} instruction, {len(inside)} threads in it at once")
at_once(append_all)
count = len(list(dis.get_instructions("numbers.append(1)")))
print(f"append: {count} instructions, {len(numbers)} of {2 * EACH} arrived")
