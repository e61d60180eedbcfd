from deliberation.core.lots import drawn_one, in_drawn_order


def test_the_same_bits_give_the_same_order():
    assert in_drawn_order([3, 1, 2], 7) == in_drawn_order([1, 2, 3], 7)
    assert in_drawn_order([], 7) == []


def test_each_order_comes_as_often_as_another():
    orders = [tuple(in_drawn_order([1, 2, 3], chance)) for chance in range(6_000)]
    counts = [orders.count(order) for order in set(orders)]
    assert len(counts) == 6
    assert all(900 < count < 1_100 for count in counts)


def test_one_is_drawn_as_often_as_another():
    drawn = [drawn_one([1, 2, 3], chance) for chance in range(6_000)]
    assert all(1_900 < drawn.count(number) < 2_100 for number in (1, 2, 3))
    assert drawn_one([1, 2, 3], 7) == drawn_one([1, 2, 3], 7)


def test_all_64_bits_count():
    assert drawn_one(range(20), 2**64 - 1) != drawn_one(range(20), 2**63 - 1)
    assert in_drawn_order(range(20), 2**64 - 1) != in_drawn_order(range(20), 2**63 - 1)
