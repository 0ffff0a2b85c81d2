"""A stand-in for the national portal's API: a real HTTP server on loopback, with faults on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


def detail(number: int, **values: Any) -> dict[str, Any]:
    """A detail answer in the API's form."""
    return {
        "id": f"id-{number}",
        "code": f"1.{number:06}",
        "name": f"Việc số {number}",
        "executionSteps": [{"name": "Bước 1", "description": "Nộp hồ sơ"}],
        "executionMethods": [
            {
                "submissionMethod": "ONLINE",
                "processingTime": 3,
                "processingTimeUnit": "WORKING_DAY",
                "description": "",
                "fees": [{"value": 5000, "description": "mỗi lần"}],
            }
        ],
        "executionCases": [
            {
                "name": "",
                "profileComponents": [{"name": "Tờ khai", "originalQty": 1, "copyQty": 0, "attachments": []}],
            }
        ],
        "profileComponents": [],
        "categoriesDetails": [{"name": "Thử"}],
        "legalBasisesDetails": [{"code": "1/2026/QH16", "name": "Luật thử"}],
        "resultsDetails": [{"name": "Giấy thử", "code": "KQ.G01.000001"}],
        **values,
    }


@dataclass
class Portal:
    """`faults`: answers to give first, as `(status, headers, body)`; `requests`: paths asked for."""

    records: list[dict[str, Any]]
    page: int = 2
    repeat_cursor: bool = False
    faults: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    stop_after: int | None = None  # requests after which every answer is 503
    url: str = ""

    def answer(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        if path.endswith("get-formality-by-citizen"):
            return next(r for r in self.records if r["id"] == body["id"])
        ids = [r["id"] for r in self.records]
        start = ids.index(body["lastId"]) + 1 if body.get("lastId") else 0
        part = self.records[start : start + self.page]
        last = part[-1]["id"] if part and (start + self.page < len(ids) or self.repeat_cursor) else ""
        return {"items": [{"id": r["id"], "name": r["name"]} for r in part], "lastId": last}


@contextmanager
def serve(portal: Portal) -> Iterator[Portal]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            portal.requests.append(self.path.rsplit("/", 1)[-1])
            if portal.stop_after is not None and len(portal.requests) > portal.stop_after:
                self._send(503, {}, "away")
            elif portal.faults:
                self._send(*portal.faults.pop(0))
            else:
                data = {"code": "OK", "data": portal.answer(self.path, body), "message": ""}
                self._send(200, {}, json.dumps(data))

        def _send(self, status: int, headers: dict[str, str], text: str) -> None:
            payload = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    portal.url = f"http://127.0.0.1:{server.server_port}/api/v1"
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
