"""Where the browsers of a cast reach a session, and what they send along when they hand in a ballot.

That it lies in the urn afterwards is shown over real connections, in `tests/faults/test_rehearsal.py`.
"""

from http.client import HTTPConnection, HTTPSConnection

from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from deliberation.cast import addresses
from deliberation.cast.addresses import Address


def test_the_room_and_the_urn_are_at_the_same_server():
    address = Address("https://lernen.example.de/", "k3y")
    assert address.socket == "wss://lernen.example.de/ws/sessions/k3y/"
    assert address.ballot == "/sessions/k3y/ballot/"
    assert isinstance(addresses.connect(address.server), HTTPSConnection)
    assert not isinstance(addresses.connect("http://127.0.0.1:8000"), HTTPSConnection)
    assert isinstance(addresses.connect("http://127.0.0.1:8000"), HTTPConnection)


def test_the_site_takes_the_request_for_one_of_its_own_pages():
    sent = addresses.headers("sessionid=abc")
    request = RequestFactory(headers=sent).post("/sessions/k3y/ballot/")
    check = CsrfViewMiddleware(lambda request: None)
    check.process_request(request)
    assert check.process_view(request, lambda request: None, (), {}) is None
    assert request.COOKIES["sessionid"] == "abc"
