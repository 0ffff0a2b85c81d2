"""Are the ports free? Asked before anything slow is done."""

from __future__ import annotations

import socket


class PortTakenError(Exception):
    """Another program listens there."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} is taken")
        self.port = port


def require_free(host: str, *ports: int) -> None:
    """Raises:
    PortTakenError: the first port that cannot be bound.
    """
    for port in ports:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise PortTakenError(port) from error
