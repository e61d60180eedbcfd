"""The dearest public pages are asked for together, and the table says by how much a page grew."""

from benchmarks import growth


def page(cpu, address, public=True, queries=3):
    return {"cpu": cpu, "queries": queries, "kilobytes": 10.0, "address": address, "public": public}


def test_eight_requests_go_to_the_four_dearest_public_pages():
    costs = {str(number): page(number, f"/{number}") for number in range(1, 7)} | {"own": page(9, "/me/", public=False)}
    assert growth.dearest(costs) == ["/6", "/5", "/4", "/3"] * 2


def test_the_table_compares_both_sizes():
    found = {"few": {"home": page(10.0, "/")}, "many": {"home": page(12.0, "/")}, "alone": [10.0], "beside": [30.0]}
    told = growth.told("product", found)
    assert "| home | 3.00 | 3.00 | 10.0 | 12.0 | 1.20 | 10.0 |" in told
    assert told.endswith("10.0 ms alone, 30.0 ms beside eight of the dearest requests, x3.00.")
