"""The three published formats: what is read, and which line is to blame when it cannot be."""

import pytest

from logistics.formats import FormatError, li_lim, mpdptw, sartori
from logistics.model import Visit
from tests.logistics.published import text

PAIR = """2 10 1
0 0 0 0 0 1000 0 0 0
1 3 4 5 10 20 7 0 2
2 6 8 -5 0 900 7 1 0
"""
ROADS = """NAME: two
CAPACITY: 10
NODES
0 51.0 12.0 0 0 240 0 0 0
1 51.1 12.1 5 0 100 5 0 2
2 51.2 12.2 -5 0 200 5 1 0
EDGES
0 3 4
3 0 5
4 5 0
EOF
"""
BASKET = """2 10
0 0 0 0 0 1000 0 -1 -1
0 3 4 5 0 500 7 0 0
1 6 8 2 0 500 7 0 0
2 9 12 -7 0 900 7 1 0
"""


def test_li_lim_is_read_in_millionths():
    instance = li_lim.read(PAIR)
    order = instance.problem.orders[0]
    assert (len(instance.problem.vehicles), instance.problem.vehicles[0].capacity, instance.scale) == (2, (10,), 10**6)
    assert (order.pickups[0].windows[0].opens, order.drop.service) == (10 * 10**6, 7 * 10**6)
    assert instance.problem.travel[0].distance(0, 1) == 5 * 10**6
    assert instance.node_of == {("1", 0): 1, ("1", 1): 2}
    assert instance.problem.objective.vehicles_first


def test_sartori_is_read_in_minutes():
    instance = sartori.read(ROADS)
    assert instance.problem.places[1].point == (12.1, 51.1)
    assert instance.problem.travel[0].distance(1, 2) == 5
    assert instance.problem.vehicles[0].shift.closes == 240


def test_mpdptw_keeps_the_numbers_of_its_file():
    instance = mpdptw.read(BASKET)
    assert [len(order.pickups) for order in instance.problem.orders] == [2]
    assert instance.node_of == {("0", 0): 0, ("0", 1): 1, ("0", 2): 2}
    assert not instance.problem.objective.vehicles_first
    counted_on = BASKET.replace("\n2 ", "\n3 ").replace("\n1 ", "\n2 ").replace("\n0 3", "\n1 3")
    assert mpdptw.read(counted_on).node_of == {("0", 0): 1, ("0", 1): 2, ("0", 2): 3}


@pytest.mark.parametrize(
    ("reader", "before", "after", "line", "reason"),
    [
        (li_lim, PAIR, "", 0, "empty"),
        (li_lim, "3 4 5 10", "3 4 x 10", 3, "expected numbers"),
        (li_lim, "10 20 7 0 2", "10 20 7", 3, "expected 9 numbers, found 7"),
        (li_lim, "5 10 20", "5 20 10", 3, "window 20 to 10"),
        (li_lim, "-5 0 900 7 1 0", "-4 0 900 7 1 0", 4, "does not match"),
        (li_lim, "7 0 2", "7 0 9", 3, "not a node"),
        (li_lim, "7 0 2", "7 0 1", 3, "does not point back"),
        (li_lim, "\n2 6 8", "\n5 6 8", 4, "expected node 2"),
        (li_lim, "2 10 1", "0 10 1", 1, "at least one vehicle"),
        (li_lim, "3 4 5 10", "3 4 5.5 10", 3, "whole number"),
        (sartori, "EOF", "", 0, "cut off"),
        (sartori, "3 0 5\n", "", 9, "2 rows for 3 nodes"),
        (sartori, "3 0 5", "3 -1 5", 9, "not negative"),
        (sartori, "CAPACITY: 10\n", "", 0, "CAPACITY is missing"),
        (sartori, "NAME: two", "who knows", 1, "expected 'NAME: value'"),
        (mpdptw, "7 0 0\n1", "7 1 0\n1", 3, "type 1"),
        (mpdptw, "7 1 0", "7 1 1", 3, "request 0 has 2 pickups and 0 deliveries"),
        (mpdptw, "2 10\n", "2 10\n4 4 4 4\n", 2, "expected 9 numbers"),
    ],
)
def test_a_bad_file_is_answered_with_line_and_reason(reader, before, after, line, reason):
    good = {li_lim: PAIR, sartori: ROADS, mpdptw: BASKET}[reader]
    with pytest.raises(FormatError, match=reason) as error:
        reader.read(good.replace(before, after))
    assert error.value.line == line


@pytest.mark.parametrize(
    ("path", "reader", "orders"),
    [
        ("li_lim_100/lr101.txt", li_lim, 53),
        ("sartori_buriol/bar-n100-1.txt", sartori, 50),
        ("mpdptw/l_4_100_1.txt", mpdptw, None),
    ],
)
def test_published_files_are_read(path, reader, orders):
    instance = reader.read(text(path))
    assert orders is None or len(instance.problem.orders) == orders
    assert set(instance.node_of) == {
        (order.name, stop) for order in instance.problem.orders for stop in range(len(order.stops))
    }
    assert Visit(instance.problem.orders[0].name, 0)
