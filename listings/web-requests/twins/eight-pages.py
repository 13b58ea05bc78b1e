import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import ProxyHandler, build_opener


class Slow(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.04)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"a page\n")

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, args=(0.01,)).start()
opener = build_opener(ProxyHandler({}))  # nobody stands between us and ourselves


def get(_):
    with opener.open(f"http://127.0.0.1:{server.server_port}/", timeout=2) as answer:
        return answer.read()


start = time.monotonic()
pages = [get(number) for number in range(8)]
print(f"one after the other: {(time.monotonic() - start) * 1000:.0f} ms")

start = time.monotonic()
with ThreadPoolExecutor(8) as pool:
    pages = list(pool.map(get, range(8)))
print(f"a thread for each: {(time.monotonic() - start) * 1000:.0f} ms")
server.shutdown()
server.server_close()
