import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.request import ProxyHandler, build_opener


class Drip(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "15")
        self.end_headers()
        for _ in range(15):
            time.sleep(0.02)
            self.wfile.write(b".")

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Drip)
Thread(target=server.serve_forever, args=(0.01,)).start()
opener = build_opener(ProxyHandler({}))  # nobody stands between us and ourselves
start = time.monotonic()
try:
    with opener.open(f"http://127.0.0.1:{server.server_port}/", timeout=0.1) as answer:
        result = f"{len(answer.read())} bytes"
except TimeoutError as error:
    result = error
print(f"after {(time.monotonic() - start) * 1000:.0f} ms: {result}")
server.shutdown()
server.server_close()
