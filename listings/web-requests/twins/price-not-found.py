from threading import Thread


def price(page):
    print(int(page))


threads = [Thread(target=price, args=[page]) for page in ["12", "sold out", "30"]]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("all prices found")
