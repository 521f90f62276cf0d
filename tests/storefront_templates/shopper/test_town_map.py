"""The drawn map: places lie where they lie, and no two markers need a needle to be hit."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storefront_templates.shopper.town_map import MARKER_ROOM, RADII, SIZE, Spot, View, markers, river_path

CENTRE = Spot(51.05, 12.14)
spots = st.builds(Spot, st.floats(51.0, 51.1), st.floats(12.05, 12.25))


def test_the_centre_is_in_the_middle_and_north_is_up() -> None:
    view = View(centre=CENTRE, level=1)
    assert view.xy(CENTRE) == (SIZE / 2, SIZE / 2)
    north_x, north_y = view.xy(Spot(51.06, 12.14))
    assert north_x == SIZE / 2
    assert north_y < SIZE / 2
    assert view.xy(Spot(51.05, 12.15))[0] > SIZE / 2


def test_a_kilometre_is_a_kilometre_in_both_directions() -> None:
    view = View(centre=CENTRE, level=0)
    scale = SIZE / (2 * RADII[0])
    x, _ = view.xy(Spot(51.05, 12.14 + 0.01430))  # 1,000 m east at this latitude
    _, y = view.xy(Spot(51.05 + 0.008993, 12.14))  # 1,000 m north
    assert abs((x - SIZE / 2) - 1000 * scale) < 0.1
    assert abs((SIZE / 2 - y) - 1000 * scale) < 0.1


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spots, max_size=40))
def test_every_shop_in_view_is_in_exactly_one_marker(found: list[Spot]) -> None:
    view = View(centre=CENTRE, level=1)
    drawn = markers(view, list(enumerate(found)))
    keys = sorted(key for marker in drawn for key in marker.keys)
    assert keys == [number for number, spot in enumerate(found) if view.shows(spot)]


def test_neighbours_share_a_marker_and_part_when_one_comes_nearer() -> None:
    shops = [(1, CENTRE), (2, Spot(CENTRE.latitude + 0.002, CENTRE.longitude))]  # 222 m apart
    far = markers(View(centre=CENTRE, level=0), shops)
    near = markers(View(centre=CENTRE, level=2), shops)
    assert [marker.count for marker in far] == [2]
    assert [marker.count for marker in near] == [1, 1]
    assert abs(near[0].y - near[1].y) >= MARKER_ROOM


def test_a_river_needs_two_points() -> None:
    view = View(centre=CENTRE)
    assert river_path(view, [CENTRE]) == ""
    assert river_path(view, [CENTRE, Spot(51.06, 12.15), Spot(51.07, 12.2)]).startswith("M200.0 200.0Q")
