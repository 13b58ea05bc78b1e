import threading
import time


def print_numbers(n):
    for number in range(n):
        time.sleep(0.1)
        print(f"Number: {number}\n", end="")


def print_letters(letters):
    for letter in letters:
        time.sleep(0.1)
        print(f"Letter: {letter}\n", end="")


begin = time.perf_counter()
print_numbers(5)
print_letters("abcde")
print(f"one after the other: {time.perf_counter() - begin:.3f} s")

begin = time.perf_counter()
numbers = threading.Thread(target=print_numbers, args=(5,))
letters = threading.Thread(target=print_letters, args=("abcde",))
numbers.start()
letters.start()
numbers.join()
letters.join()
print(f"side by side: {time.perf_counter() - begin:.3f} s")
