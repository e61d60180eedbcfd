"""Where the browsers of a cast reach a session, and the request by which they hand in a ballot."""

import http.client
import json
import secrets
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.conf import settings

from deliberation.cast.moment import FilledBallot

LONGEST = 10.0  # seconds that a browser waits for an answer


@dataclass(frozen=True, slots=True)
class Address:
    """Of one session, at a server. The server hears the name of the site, wherever it is."""

    server: str
    key: str

    @property
    def socket(self) -> str:
        return f"{self.server.rstrip('/').replace('http', 'ws', 1)}/ws/sessions/{self.key}/"

    @property
    def ballot(self) -> str:
        return f"/sessions/{self.key}/ballot/"


def hand_in(address: Address, cookie: str, filled: FilledBallot, token: str) -> bool:
    """Whether it lies in the urn now; the server may say why not. Raises `OSError` and `HTTPException`."""
    body = json.dumps({"ballot": filled.ballot, "token": token, "votes": [asdict(vote) for vote in filled.votes]})
    connection = connect(address.server)
    try:
        connection.request("POST", address.ballot, body, headers(cookie))
        return connection.getresponse().status == http.HTTPStatus.OK
    finally:
        connection.close()


def connect(server: str) -> http.client.HTTPConnection:
    where = urlsplit(server)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    return kind(where.netloc, timeout=LONGEST)


def headers(cookie: str) -> dict[str, str]:
    """Those of a page of the site. A token against forged requests is right where cookie and header agree."""
    site, token = urlsplit(settings.BASE_URL), secrets.token_hex(16)
    return {
        "Host": site.netloc,
        "Origin": settings.BASE_URL,
        "X-Forwarded-Proto": site.scheme,
        "Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }
