import sys

before = sys.getrefcount(None)
names = [None] * 10_000
more = sys.getrefcount(None) - before
print(f"Python {sys.version_info[0]}.{sys.version_info[1]}: None is referred to {more} times more")
