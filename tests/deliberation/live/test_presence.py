from deliberation.live.presence import AWAY, STAY, Here, Presence

ANNA, BEN, CARLA = 1, 2, 3
PLENARY, GROUP = 10, 11


def all_in_the_plenary(people):
    return Here({PLENARY: people})


def told(presence, here, now):
    """Who is here, if that is to be told."""
    return presence.shown.people if presence.changed(here, all_in_the_plenary, now) else None


def test_who_is_connected_is_here():
    assert Presence().here(frozenset({ANNA, BEN}), 100.0) == {ANNA, BEN}


def test_a_change_is_told_once():
    presence = Presence()
    assert told(presence, frozenset({ANNA}), 100.0) == {ANNA}
    assert told(presence, frozenset({ANNA}), 200.0) is None
    assert presence.shown == Here({PLENARY: {ANNA}})


def test_changes_are_told_at_most_once_in_a_while():
    presence = Presence()
    told(presence, frozenset({ANNA}), 100.0)
    assert told(presence, frozenset({ANNA, BEN}), 100.9) is None
    assert presence.shown == Here({PLENARY: {ANNA}})
    assert told(presence, frozenset({ANNA, BEN, CARLA}), 101.0) == {ANNA, BEN, CARLA}


def test_what_was_undone_meanwhile_is_not_told():
    presence = Presence()
    told(presence, frozenset({ANNA}), 100.0)
    assert told(presence, frozenset({ANNA, BEN}), 100.5) is None
    assert told(presence, frozenset({ANNA}), 101.5) is None


def test_who_is_in_another_room_by_now_is_told_too():
    presence = Presence()
    both = frozenset({ANNA, BEN})
    told(presence, both, 100.0)
    apart = Here({PLENARY: {ANNA}, GROUP: {BEN}})
    assert presence.changed(both, lambda people: apart, 101.0)
    assert presence.shown == apart


def test_who_moderates_by_now_is_told_too():
    presence = Presence()
    told(presence, frozenset({ANNA}), 100.0)
    assert presence.changed(frozenset({ANNA}), lambda people: Here({PLENARY: people}, {ANNA: 0}), 101.0)


# --- other processes --------------------------------------------------------------------------------------------------


def test_the_people_of_other_processes_are_present_too():
    presence = Presence()
    presence.hear("there", [BEN], 100.0)
    presence.hear("elsewhere", [CARLA], 100.0)
    assert told(presence, frozenset({ANNA}), 101.0) == {ANNA, BEN, CARLA}


def test_what_a_process_said_last_is_what_counts():
    presence = Presence()
    presence.hear("there", [BEN, CARLA], 100.0)
    presence.hear("there", [CARLA], 101.0)
    assert told(presence, frozenset(), 102.0) == {CARLA}


def test_a_process_that_is_heard_for_the_first_time_is_new():
    presence = Presence()
    assert presence.hear("there", [BEN], 100.0)
    assert not presence.hear("there", [], 101.0)
    assert presence.hear("elsewhere", [], 101.0)


def test_a_room_is_shared_as_long_as_another_process_uses_it():
    presence = Presence()
    assert not presence.is_shared
    presence.hear("there", [], 100.0)
    assert presence.is_shared
    told(presence, frozenset({ANNA}), 100.0 + AWAY + 1.0)
    assert not presence.is_shared


def test_a_process_that_is_silent_for_long_has_vanished_with_its_people():
    presence = Presence()
    presence.hear("there", [BEN], 100.0)
    assert told(presence, frozenset({ANNA}), 100.0 + AWAY - 0.1) == {ANNA, BEN}
    assert told(presence, frozenset({ANNA}), 100.0 + AWAY + 1.0) == {ANNA}
    assert presence.hear("there", [BEN], 200.0)


# --- those who poll ---------------------------------------------------------------------------------------------------


def test_who_polls_stays_between_two_polls_and_no_longer():
    presence = Presence()
    presence.stay(BEN, 100.0)
    assert presence.here(frozenset({ANNA}), 100.0 + STAY - 0.1) == {ANNA, BEN}
    assert presence.here(frozenset({ANNA}), 100.0 + STAY) == {ANNA}


def test_each_poll_prolongs_the_stay():
    presence = Presence()
    presence.stay(BEN, 100.0)
    presence.stay(BEN, 105.0)
    assert presence.here(frozenset(), 100.0 + STAY + 1) == {BEN}
