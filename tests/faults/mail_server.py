"""A mail server that behaves badly, or says at each step of a conversation that it has come so far."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from functools import partial

Told = Callable[[str], Awaitable[None]]

# The steps of a conversation, in their order: before the mail server answers, with the content half read, when it has
# taken the mail and not said so yet, and when it has said so.
STEPS = ("greeting", "EHLO", "MAIL", "RCPT", "DATA", "content", "taken", "answered", "QUIT")
SLOWLY = 1.0  # seconds before each answer of one that is slow


async def _nobody(step: str) -> None:
    pass


@asynccontextmanager
async def mail_server(behaviour: str = "good", told: Told = _nobody) -> AsyncIterator[tuple[str, list[str]]]:
    """Says at which address it listens, and which mails it was given. `told` hears of each step before it is made.

    One that is "silent" never says a word, "slow" takes its time, "refusing" knows no recipient, "forgetful" takes the
    first mail without saying so."""
    received: list[str] = []
    server = await asyncio.start_server(partial(_converse, behaviour, received, told), "127.0.0.1", 0)
    try:
        yield f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}", received
    finally:
        server.close()


async def _converse(
    behaviour: str, received: list[str], told: Told, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    with closing(writer), suppress(ConnectionError, asyncio.IncompleteReadError):  # whoever was sending is no more
        await (reader.read() if behaviour == "silent" else _answer(behaviour, received, told, reader, writer))


async def _answer(
    behaviour: str, received: list[str], told: Told, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    await told("greeting")
    writer.write(b"220 here\r\n")
    while line := await reader.readline():
        verb = line[:4].upper()
        if behaviour == "slow":
            await asyncio.sleep(SLOWLY)
        await told(verb.decode())
        writer.write(_reply(behaviour, verb))
        if verb == b"DATA" and not await _take(behaviour, received, told, reader):
            continue
        if verb == b"DATA":
            writer.write(b"250 taken\r\n")
            await writer.drain()
            await told("answered")


async def _take(behaviour: str, received: list[str], told: Told, reader: asyncio.StreamReader) -> bool:
    """Whether it is to be answered."""
    first = await reader.readline()
    await told("content")
    received.append((first + await reader.readuntil(b"\r\n.\r\n")).decode())
    await told("taken")
    return not (behaviour == "forgetful" and len(received) == 1)


def _reply(behaviour: str, verb: bytes) -> bytes:
    if behaviour == "refusing" and verb == b"RCPT":
        return b"550 nobody of that name\r\n"
    return {b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 fine\r\n")
