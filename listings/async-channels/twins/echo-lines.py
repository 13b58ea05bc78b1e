import asyncio


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.line = b""

    def data_received(self, data):  # any piece of the stream
        *lines, self.line = (self.line + data).split(b"\n")
        for line in lines:
            self.transport.write(line + b"\n")

    def connection_lost(self, exc):
        self.transport = None


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()

    clients = [await asyncio.open_connection(*address) for _ in range(3)]
    for number, (_, outgoing) in enumerate(clients):
        outgoing.write(f"hello from {number}\n".encode())
    for incoming, outgoing in clients:
        outgoing.write_eof()  # no more comes
        answer = await asyncio.wait_for(incoming.read(), 2)
        print(answer.decode(), end="")
        outgoing.close()
    server.close()


asyncio.run(main())
