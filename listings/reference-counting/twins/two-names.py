import sys

print(sys.getrefcount([7]))
a = [7]
print(sys.getrefcount(a))
b = a
print(sys.getrefcount(a))
a[0] = 8
print(a, b)
