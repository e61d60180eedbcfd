from deliberation.tabs import REMEMBERED, Tabs


def test_the_tab_that_came_last_is_the_newest_and_the_one_before_is_over():
    tabs = Tabs()
    for tab in ("one", "two"):
        tabs.come(tab, 1)
    assert (tabs.is_over("one"), tabs.is_over("two"), tabs.is_over("three")) == (True, False, False)


def test_a_tab_that_comes_again_is_what_it_was():
    tabs = Tabs()
    for nth in (1, 2):
        tabs.come("one", nth)
    assert not tabs.is_over("one")
    assert (tabs.is_late("one", 1), tabs.is_late("one", 2), tabs.is_late("one", 3)) == (True, False, False)


def test_news_that_were_held_up_do_not_count_back():
    tabs = Tabs()
    for nth in (2, 1):
        tabs.come("one", nth)
    assert tabs.is_late("one", 1)


def test_only_connections_of_the_same_tab_are_late():
    tabs = Tabs()
    tabs.come("one", 7)
    assert not tabs.is_late("two", 1)
    assert not Tabs().is_late("", 0)


def test_a_tab_that_is_given_up_is_not_the_newest_any_more():
    tabs = Tabs()
    tabs.come("one", 1)
    tabs.give_up(["one"])
    assert (tabs.is_over("one"), tabs.newest) == (True, "")


def test_a_tab_that_takes_its_place_back_is_the_newest():
    tabs = Tabs()
    for tab in ("one", "two", "one"):
        tabs.come(tab, 1)
    assert (tabs.is_over("one"), tabs.is_over("two")) == (False, True)


def test_who_has_no_tab_is_never_over():
    tabs = Tabs()
    tabs.come("one", 1)
    tabs.give_up([""])
    assert not tabs.is_over("")


def test_only_so_many_are_remembered():
    tabs = Tabs()
    for number in range(REMEMBERED + 2):
        tabs.come(f"tab {number}", 1)
    assert (tabs.is_over("tab 0"), tabs.is_over("tab 1")) == (False, True)
