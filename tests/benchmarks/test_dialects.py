"""Frames of the product and of its peers are read as the protocol says."""

import json

from benchmarks.fanout.dialects import Heard, Plain, Product, SocketIO
from benchmarks.fanout.marks import Mark, marked
from deliberation.live import wire

MARK = Mark(1, 2, 3, 4)


def frame(**fields):
    return json.dumps(fields).encode()


def test_several_contributions_of_one_frame_are_several_deliveries():
    said = [{"id": 1, "text": marked(MARK, 100)}, {"id": 2, "text": marked(MARK._replace(number=4), 100)}]
    heard = Product().heard(frame(seq=58, contributions=said))
    assert heard == Heard((MARK, MARK._replace(number=4)), 58)


def test_the_frame_that_lets_somebody_in_tells_whether_to_forget():
    assert Product().heard(frame(seq=57, epoch="e", since=0, now=1)).anew
    assert not Product().heard(frame(seq=57, epoch="e", since=41, now=1)).anew


def test_a_ping_is_to_be_answered():
    assert Product().heard(b'{"ping":57}').reply == b'{"pong":57}'


def test_what_is_new_in_the_protocol_is_passed_over():
    for other in (b'{"delayed":true}', b'{"goodbye":300}', b'{"present":[1]}', b'{"mine":{"person":7}}'):
        assert Product().heard(other) == Heard()


def test_a_reply_is_found_by_the_key_that_was_sent():
    product, key = Product(), 7 << 32 | 41
    sent = json.loads(product.contribution(key, "Text"))
    assert product.heard(frame(ref=sent["ref"], seq=9)).answered == key
    refused = product.heard(frame(ref=sent["ref"], refused="unavailable"))
    assert (refused.answered, refused.refused, refused.seq) == (key, "unavailable", None)


def test_the_server_understands_what_is_sent():
    product = Product()
    hello = wire.decode(product.hello(41, "an epoch").decode())
    assert (hello.have, hello.epoch) == (41, "an epoch")
    asked = wire.decode(product.contribution(1, "Text").decode())
    assert wire.command(asked.do, asked.fields or {}).text == "Text"


def test_whoever_comes_later_has_the_later_page():
    first, second = (wire.decode(Product().hello(0, "").decode()).tab for _ in range(2))
    assert first < second


def test_a_plain_chat_says_what_was_said():
    plain = Plain()
    assert plain.heard(plain.contribution(1, marked(MARK, 100))) == Heard((MARK,))


def test_socket_io_opens_lets_in_and_pings():
    peer = SocketIO()
    assert peer.heard(b'0{"sid":"x","pingInterval":25000}') == Heard(reply=b"40")
    assert peer.heard(b'40{"sid":"y"}') == Heard(entered=True)
    assert peer.heard(b"2") == Heard(reply=b"3")
    assert peer.heard(peer.contribution(1, marked(MARK, 100)).replace(b"say", b"said")) == Heard((MARK,))
