"""A WebSocket by hand, for what no library would send, and for somebody who stops reading."""

import asyncio
import base64
import json
import os
import socket
import struct
from typing import Any

from tests.faults.client import ORIGIN, new_tab
from tests.faults.sites import Person, Room

TEXT, BINARY, CLOSE = 1, 2, 8
NORMAL_CLOSE = struct.pack("!H", 1000)
SMALL = 4096  # bytes that the kernel keeps for a reader who does not read
SEGMENT = 536  # bytes, as on the slowest lines


class RawSocket:
    """`tab`: a page load, which takes the place of others of its browser; without it there may be several."""

    def __init__(self, room: Room, person: Person, tab: bool = True) -> None:
        self.room, self.person = room, person
        self.tab = {"tab": new_tab()} if tab else {}
        self.heard = bytearray()  # since the handshake
        self.socket = socket.socket()
        # Before connecting: it is agreed on then. For a server, too, the kernel keeps as many segments as may be under
        # way; on a local connection they are so large that it would keep megabytes, and the server itself nothing.
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
        self.socket.setblocking(False)

    def __enter__(self) -> "RawSocket":
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()

    async def connect(self, port: int) -> None:
        loop = asyncio.get_running_loop()
        await loop.sock_connect(self.socket, ("127.0.0.1", port))
        lines = [
            f"GET /ws/sessions/{self.room.key}/ HTTP/1.1",
            "Host: localhost",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
            "Sec-WebSocket-Version: 13",
            f"Origin: {ORIGIN}",
            f"Cookie: {self.person.cookie}",
        ]
        await loop.sock_sendall(self.socket, "\r\n".join([*lines, "", ""]).encode())
        head = await loop.sock_recv(self.socket, SMALL)
        assert head.startswith(b"HTTP/1.1 101"), head

    def vanish(self) -> None:
        """Gone without a word, and whatever still comes is answered by the kernel: nobody is here."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()

    async def send(self, payload: bytes, opcode: int = TEXT) -> None:
        await self.push(frame(payload, opcode))

    async def push(self, content: bytes) -> None:
        await asyncio.get_running_loop().sock_sendall(self.socket, content)

    async def enter(self, port: int) -> None:
        await self.connect(port)
        await self.send(json.dumps({"have": 0, "epoch": "", **self.tab}).encode())

    async def hears(self, text: bytes) -> None:
        """Reads until this was said, and no further than that needs."""
        while text not in self.heard:
            data = await asyncio.get_running_loop().sock_recv(self.socket, SMALL)
            assert data, f"{text!r} was never said, but {bytes(self.heard[-200:])!r}"
            self.heard += data

    async def closed(self) -> int | None:
        """Reads to the end: the code of the closing frame, None where the line just went dead."""
        try:
            while data := await asyncio.get_running_loop().sock_recv(self.socket, 65536):
                self.heard += data
                if (code := closing_code(self.heard)) is not None:
                    return code
        except OSError:
            pass
        return closing_code(self.heard)


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    return frame_head(len(payload), opcode) + payload


def fragment(payload: bytes, is_first: bool) -> bytes:
    """A piece of a text that is not finished yet."""
    head = frame_head(len(payload), TEXT if is_first else 0)
    return bytes([head[0] & 0x7F]) + head[1:] + payload


def frame_head(size: int, opcode: int = TEXT) -> bytes:
    """What announces so many bytes; masked with zeros, so that they go out as they are."""
    if size < 126:
        length = struct.pack("!B", 0x80 | size)
    elif size < 65536:
        length = struct.pack("!BH", 0x80 | 126, size)
    else:
        length = struct.pack("!BQ", 0x80 | 127, size)
    return bytes([0x80 | opcode]) + length + b"\0\0\0\0"


def closing_code(content: bytes | bytearray) -> int | None:
    """The code of the closing frame in what a server sent, if it is there already; servers do not mask."""
    at = 0
    while at + 2 <= len(content):
        opcode, size, at = content[at] & 15, content[at + 1] & 127, at + 2
        if size == 126:
            size, at = int.from_bytes(content[at : at + 2], "big"), at + 2
        elif size == 127:
            size, at = int.from_bytes(content[at : at + 8], "big"), at + 8
        if opcode == CLOSE and len(content) >= at + 2:
            return int.from_bytes(content[at : at + 2], "big")
        at += size
    return None


def ping(number: int) -> bytes:
    return json.dumps({"ping": number}).encode()


def contribution(ref: str, text: str) -> dict[str, Any]:
    return {"ref": ref, "do": "exchange.Contribute", "fields": {"text": text}}
