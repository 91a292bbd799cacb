"""Receivers of messages on this machine: a webhook and a mail server."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[], int | None]


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    """Serve in a thread; its port."""
    threading.Thread(target=lambda: server.serve_forever(0.05), daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def receiver(answer: Answer) -> Iterator[tuple[str, list[bytes]]]:
    """A webhook; answer: the status of each request, None to go away without one."""
    received: list[bytes] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(self.rfile.read(int(self.headers["Content-Length"])))
            status = answer()
            if status is None:
                self.close_connection = True
                return
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Hook)) as port:
        yield f"http://127.0.0.1:{port}/hook", received


@contextmanager
def mailbox(answer: Answer, farewell: int = 221) -> Iterator[tuple[str, list[EmailMessage]]]:
    """A mail server; answer: the code after each mail, None to go away without one."""
    received: list[EmailMessage] = []

    class Post(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say(220)
            for line in self.rfile:
                word = line[:4].upper().strip()
                if word == b"DATA":
                    self._say(354)
                    received.append(self._mail())
                    code = answer()
                    if code is None:
                        return
                    self._say(code)
                elif word == b"QUIT":
                    self._say(farewell)
                    return
                else:
                    self._say(250)

        def _mail(self) -> EmailMessage:
            lines = iter(self.rfile.readline, b".\r\n")
            plain = b"".join(line.removeprefix(b".") for line in lines)
            return message_from_bytes(plain, EmailMessage, policy=policy.default)

        def _say(self, code: int) -> None:
            self.wfile.write(b"%d so\r\n" % code)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with serving(Server(("127.0.0.1", 0), Post)) as port:
        yield f"smtp://127.0.0.1:{port}", received
