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


ThreadingHTTPServer.request_queue_size = 64  # five, and a connection may have to knock twice
server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, args=(0.01,)).start()
opener = build_opener(ProxyHandler({}))  # nobody stands between us and ourselves


def get(_):
    with opener.open(f"http://127.0.0.1:{server.server_port}/", timeout=2) as answer:
        return answer.read()


def timed(way, fetch):
    start = time.monotonic()
    pages = list(fetch(get, range(8)))
    print(f"{way}: {(time.monotonic() - start) * 1000:.0f} ms")
    assert len(pages) == 8


timed("one after the other", map)
with ThreadPoolExecutor(8) as pool:
    timed("a thread for each", pool.map)
with ThreadPoolExecutor(4) as pool:
    timed("four workers", pool.map)
server.shutdown()
server.server_close()
