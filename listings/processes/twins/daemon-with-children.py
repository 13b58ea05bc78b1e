from multiprocessing import Process


def have_a_child():
    try:
        Process(target=print, args=("a child",)).start()
    except AssertionError as error:
        print(error)


if __name__ == "__main__":
    for daemon in (False, True):
        process = Process(target=have_a_child, daemon=daemon)
        process.start()
        process.join()
