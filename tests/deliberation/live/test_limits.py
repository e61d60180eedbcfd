from types import SimpleNamespace
from uuid import uuid4

import pytest

from deliberation.live import limits
from deliberation.live.limits import Allowance, Bucket, ConnectionCounts


@pytest.fixture
def clock(monkeypatch):
    """What the limits take for the time; moved by `clock(seconds)`."""
    time = [1000.0]
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: time[0]))

    def move(seconds):
        time[0] += seconds

    return move


def taken(bucket, tries):
    return sum(bucket.take() for _ in range(tries))


def said(allowance, tries):
    return sum(allowance.contribution(uuid4()) for _ in range(tries))


# --- how often --------------------------------------------------------------------------------------------------------


def test_so_many_at_once_and_no_more(clock):
    assert taken(Bucket(5.0, 30), 40) == 30


def test_then_so_many_a_second(clock):
    bucket = Bucket(5.0, 30)
    taken(bucket, 30)
    for _ in range(3):
        clock(1)
        assert taken(bucket, 10) == 5


def test_who_is_silent_for_long_saves_up_no_more_than_a_burst(clock):
    bucket = Bucket(5.0, 30)
    taken(bucket, 30)
    clock(3600)
    assert taken(bucket, 40) == 30


def test_what_was_refused_costs_nothing(clock):
    bucket = Bucket(0.2, 1)
    assert taken(bucket, 100) == 1
    clock(5)
    assert taken(bucket, 100) == 1


def test_a_contribution_every_five_seconds_and_five_at_once(clock, settings):
    allowance = Allowance()
    assert settings.ROOM_CONTRIBUTIONS == (0.2, 5)
    assert said(allowance, 6) == 5
    clock(4.9)
    assert said(allowance, 1) == 0
    clock(0.11)
    assert said(allowance, 2) == 1


def test_what_is_sent_again_was_counted_the_first_time(clock):
    allowance, ref = Allowance(), uuid4()
    assert allowance.contribution(ref)
    assert said(allowance, 10) == 4
    assert allowance.contribution(ref)


def test_what_was_refused_may_be_sent_again_later(clock):
    allowance, ref = Allowance(), uuid4()
    said(allowance, 5)
    assert not allowance.contribution(ref)
    clock(5.01)
    assert allowance.contribution(ref)


def test_frames_and_contributions_are_counted_apart(clock, settings):
    allowance = Allowance()
    assert taken(allowance.frames, 100) == settings.ROOM_FRAMES[1] == 30
    assert said(allowance, 100) == 5


# --- from where -------------------------------------------------------------------------------------------------------


def test_one_address_may_have_so_many_connections_and_no_more(settings):
    settings.ROOM_SOCKETS_AN_ADDRESS = 2
    addresses = ConnectionCounts()
    with addresses.one_more("a") as first, addresses.one_more("a") as second:
        with addresses.one_more("a") as third, addresses.one_more("b") as elsewhere:
            assert (first, second, third, elsewhere) == (True, True, False, True)
        with addresses.one_more("a") as still:
            assert not still
    with addresses.one_more("a") as again:
        assert again


def test_who_has_no_address_is_not_counted(settings):
    """A server behind a Unix socket does not know it."""
    settings.ROOM_SOCKETS_AN_ADDRESS = 1
    addresses = ConnectionCounts()
    with addresses.one_more("") as first, addresses.one_more("") as second:
        assert first
        assert second


def test_a_connection_that_breaks_off_counts_no_more(settings):
    settings.ROOM_SOCKETS_AN_ADDRESS = 1
    addresses = ConnectionCounts()
    with pytest.raises(ValueError), addresses.one_more("a"):
        raise ValueError
    with addresses.one_more("a") as again:
        assert again


def test_nothing_is_remembered_of_addresses_that_are_gone():
    addresses = ConnectionCounts()
    with addresses.one_more("a"), addresses.one_more("b"):
        pass
    assert not len(addresses)
