import sys

print("object():", sys.getsizeof(object()), "bytes")
print("7:", sys.getsizeof(7), "bytes")
