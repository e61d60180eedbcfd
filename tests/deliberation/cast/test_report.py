"""What a rehearsal has shown is counted from the log."""

from deliberation.cast.report import counted, report

PAIR = {"person": 1, "contribution": 2}


def test_a_mirror_counts_that_was_refused_twice_and_then_solved():
    refused, solved = ("mirror.MirrorRefused", PAIR), ("mirror.SaidAnew", PAIR)
    assert report(1, [[refused, refused, solved]], 0, 0, 1).hard_mirrors == 1
    assert report(1, [[refused, solved]], 0, 0, 1).hard_mirrors == 0
    assert report(1, [[refused, refused]], 0, 0, 1).hard_mirrors == 0


def test_phases_are_done_when_they_were_left_or_the_room_was_closed():
    moved, closed = ("agenda.PhaseMoved", {"to": 1}), ("agenda.RoomClosed", {})
    assert report(2, [[moved], [moved, moved]], 0, 0, 1).phases == "1 of 2"
    assert report(2, [[moved, closed]], 0, 0, 1).phases == "2 of 2"


def test_silent_rounds_are_phases_in_which_something_was_revealed():
    revealed = [("exchange.Revealed", {"phase": phase}) for phase in (1, 1, 4)]
    found = report(5, [revealed], 0, 0, 1)
    assert (found.silent_rounds, found.contributions) == (2, 3)


def test_ballots_and_small_groups_are_counted_and_all_that_is_said_in_them():
    formed = ("places.GroupsFormed", {"groups": [{}, {}]})
    said, voted = ("exchange.Contributed", {}), ("vote.BallotClosed", {"sheets": 12})
    found = report(1, [[formed, voted], [said], [said, said]], 0, 0, 1)
    assert (found.small_groups, found.ballots, found.contributions) == (2, 1, 3)
    assert counted([[formed, voted], [voted]]) == 24
