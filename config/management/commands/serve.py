from typing import Any

from daphne.cli import CommandLineInterface
from daphne.utils import import_by_path
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from config.work import Work

# What docs/operations.md says of these for processes that serve only.
DAPHNE = ["--verbosity", "0", "--websocket-max-message-size", "16777216"]


ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not listened at


def reachable(interface: str) -> str:
    """Where this process reaches itself."""
    address = ANYWHERE.get(interface, interface)
    return f"[{address}]" if ":" in address else address


class Command(BaseCommand):
    help = "The embedded profile in one process: pages, rooms, tasks and the clock."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--interface", default="127.0.0.1", help="the address to listen at")
        parser.add_argument("--proxy-headers", action="store_true", help="believe the proxy in front who is asking")

    def handle(self, *args: Any, **options: Any) -> None:
        endpoint = f"tcp:{options['port']}:interface={options['interface']}:backlog=2048"
        proxy = ["--proxy-headers"] if options["proxy_headers"] else []
        application = ":".join(settings.ASGI_APPLICATION.rsplit(".", 1))
        import_by_path(application)  # it limits what statements may take, before anybody connects
        work = Work(f"http://{reachable(options['interface'])}:{options['port']}")
        work.start()
        try:
            CommandLineInterface().run([*DAPHNE, *proxy, "--endpoint", endpoint, application])
        finally:
            work.stop()
