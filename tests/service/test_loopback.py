"""The client of the dialogue process, against servers that misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from service.conversations.loopback import Loopback, LoopbackError

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@asynccontextmanager
async def serving(
    answers: list[bytes | None], hang: float = 0.0
) -> AsyncIterator[tuple[Loopback, Callable[[], int]]]:
    """Gives the answers in order, None closes the connection; the second value counts connections."""
    connections = 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        while await reader.readuntil(b"\r\n\r\n"):
            await asyncio.sleep(hang)
            answer = answers.pop(0)
            if answer is None:
                break
            writer.write(answer)
            await writer.drain()
        writer.close()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handle(reader, writer)
        except (EOFError, OSError):
            writer.close()

    server = await asyncio.start_server(quietly, "127.0.0.1", 0)
    client = Loopback(server.sockets[0].getsockname()[1])
    try:
        yield client, lambda: connections
    finally:
        await client.close()
        server.close()


async def test_connection_is_kept() -> None:
    async with serving([OK, OK, OK]) as (client, connections):
        for _ in range(3):
            assert await client.call("GET", "/", b"", 2) == (200, b"ok")
        assert connections() == 1


async def test_connection_that_is_to_be_closed_is_not_used_again() -> None:
    closing = OK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    async with serving([closing, OK]) as (client, connections):
        await client.call("GET", "/", b"", 2)
        await client.call("GET", "/", b"", 2)
        assert connections() == 2


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
        b"\xff\xfe\r\n\r\n",
    ],
)
async def test_what_is_not_an_answer_is_an_error_and_the_next_call_works(answer: bytes | None) -> None:
    async with serving([answer, OK]) as (client, connections):
        with pytest.raises(LoopbackError):
            await client.call("POST", "/", b"{}", 2)
        assert await client.call("GET", "/", b"", 2) == (200, b"ok")
        assert connections() == 2


async def test_late_answer_never_reaches_the_next_call() -> None:
    late = OK.replace(b"ok", b"no")
    async with serving([late, OK], hang=0.1) as (client, connections):
        with pytest.raises(TimeoutError):
            await client.call("GET", "/", b"", 0.05)
        assert await client.call("GET", "/", b"", 2) == (200, b"ok")
        assert connections() == 2


async def test_nobody_listens() -> None:
    with pytest.raises(LoopbackError):
        await Loopback(1).call("GET", "/", b"", 1)
