"""One consumer a socket, one insert a message, and JSON made anew for each recipient."""

import json
from typing import Any

from channels.generic.websocket import AsyncWebsocketConsumer

from benchmarks.peers.tutorial.models import Message


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        self.room = self.scope["url_route"]["kwargs"]["room"]
        self.room_group = f"chat_{self.room}"
        await self.channel_layer.group_add(self.room_group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.room_group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        message = json.loads(text_data or "{}")["message"]
        await Message(room=self.room, text=message).asave(force_insert=True)
        await self.channel_layer.group_send(self.room_group, {"type": "chat.message", "message": message})

    async def chat_message(self, event: dict[str, Any]) -> None:
        await self.send(text_data=json.dumps({"message": event["message"]}))
