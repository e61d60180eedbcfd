"""The bare broadcast: what anybody sends, all in the same room get; it knows nobody and stores nothing.

python -m benchmarks.peers.broadcast PORT
"""

import sys

import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve

BACKLOG = 2048
rooms: dict[str, set[ServerConnection]] = {}


async def listen(socket: ServerConnection) -> None:
    room = rooms.setdefault(socket.request.path if socket.request else "", set())
    room.add(socket)
    try:
        async for message in socket:
            broadcast(room, message)
    finally:
        room.discard(socket)


async def main(port: int) -> None:
    async with serve(listen, "127.0.0.1", port, compression=None, backlog=BACKLOG) as server:
        await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
