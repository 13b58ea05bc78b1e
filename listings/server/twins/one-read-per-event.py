import selectors
import socket

listener = socket.create_server(("127.0.0.1", 0))
client = socket.create_connection(listener.getsockname())
stream, _ = listener.accept()
stream.setblocking(False)

selector = selectors.DefaultSelector()
selector.register(stream, selectors.EVENT_READ)

client.sendall(b"thirty characters, in one go\n\n")
while selector.select(0.1):
    print(len(stream.recv(10)), "bytes")
print("nothing ready for 100 ms")
