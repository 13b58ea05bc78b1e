import threading

pen = threading.Lock()
paper = threading.Lock()
both = threading.Barrier(2)


def ada():
    with pen:
        print("Ada has the pen\n", end="", flush=True)
        both.wait()
        with paper:
            print("Ada writes\n", end="", flush=True)


def ben():
    with paper:
        print("Ben has the paper\n", end="", flush=True)
        both.wait()
        with pen:
            print("Ben writes\n", end="", flush=True)


threads = [threading.Thread(target=ada), threading.Thread(target=ben)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print("both have written")
