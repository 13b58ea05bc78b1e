import sys
import threading


def print_numbers():
    for number in range(3):
        sys.stdout.write(f"{number}\n")


def print_letters():
    for letter in "abc":
        sys.stdout.write(f"{letter}\n")


numbers = threading.Thread(target=print_numbers)
letters = threading.Thread(target=print_letters)
numbers.start()
letters.start()
numbers.join()
letters.join()
