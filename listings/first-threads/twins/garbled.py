import threading

numbers = threading.Thread(target=lambda: print("Number: 0"))
letters = threading.Thread(target=lambda: print("Letter: a"))
numbers.start()
letters.start()
numbers.join()
letters.join()
