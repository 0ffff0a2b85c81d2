"""A dialogue process that speaks real HTTP and does what a test asks of it."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ANSWER: dict[str, Any] = {
    "outcome": "answered",
    "procedures": [{"code": "1.004222", "name": "Đăng ký thường trú", "level": "commune", "score": 0.93}],
    "aspects": ["fee"],
    "replies": [
        {
            "text": "Lệ phí 20.000 đồng.",
            "buttons": [{"title": "Xem thêm", "payload": "xem thêm"}],
            "sources": [],
        }
    ],
    "diagnostics": {
        "scores": [0.93],
        "timings_ms": {"retrieve": 0.6},
        "index_version": "i1",
        "model_version": "m1",
    },
}


@dataclass
class FakeRasa:
    """`messages`: what the service sent. The other fields are the behaviour."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    answers: list[Any] = field(default_factory=lambda: [{"recipient_id": "x", "custom": ANSWER}])
    raw: bytes | None = None
    status: int = 200
    delay: float = 0.0
    running: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # header and body in one packet: two would wait for an acknowledgement

            def do_GET(self) -> None:
                self._send(200, b'{"status": "ok"}')

            def do_POST(self) -> None:
                fake.running += 1
                fake.most_at_once = max(fake.most_at_once, fake.running)
                fake.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                time.sleep(fake.delay)
                fake.running -= 1
                body = fake.raw if fake.raw is not None else json.dumps(fake.answers).encode()
                self._send(fake.status, body)

            def _send(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        ).start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def stop(self) -> None:
        """From now on nobody listens at the port."""
        self._server.shutdown()
        self._server.server_close()
