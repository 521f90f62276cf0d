"""Random problems of every kind, small enough to plan in an instant."""

from hypothesis import strategies as st

from logistics.model import (
    Break,
    GoodsClass,
    Lock,
    Objective,
    OnBoard,
    Order,
    Pace,
    Problem,
    Seconds,
    Stop,
    Vehicle,
    Visit,
    Window,
)
from tests.logistics.street import street, travel

GOODS = (
    GoodsClass("plain"),
    GoodsClass("hot", max_on_board=Seconds(90), not_with=frozenset({"cold"})),
    GoodsClass("cold", max_on_board=Seconds(150), skills=frozenset({"box"})),
)
PACES = (Pace(Seconds(200), 50), Pace(Seconds(400), 120))
BIKE_PACES = (Pace(Seconds(300), 80),)


@st.composite
def windows(draw: st.DrawFn) -> tuple[Window, ...]:
    """One or two windows of a stop."""
    opens = draw(st.integers(0, 100))
    first = Window(Seconds(opens), Seconds(opens + draw(st.integers(100, 1400))))
    if draw(st.booleans()):
        return (first,)
    later = first.closes + draw(st.integers(1, 100))
    return (first, Window(Seconds(later), Seconds(later + 200)))


@st.composite
def orders(draw: st.DrawFn, name: str) -> Order:
    """An order with one to three pickups."""

    def stop(load: tuple[int, ...] = ()) -> Stop:
        wanted = draw(st.none() | st.integers(0, 500))
        service = Seconds(draw(st.integers(0, 20)))
        place = str(draw(st.integers(0, 9)))
        return Stop(place, service, draw(windows()), load, None if wanted is None else Seconds(wanted))

    pickups = tuple(stop((draw(st.integers(0, 2)), 1)) for _ in range(draw(st.integers(1, 3))))
    return Order(
        name,
        pickups,
        stop(),
        goods=draw(st.sampled_from([None, "plain", "hot", "cold"])),
        skills=draw(st.sampled_from([frozenset(), frozenset({"stairs"})])),
        price=draw(st.none() | st.integers(500, 9000)),
    )


@st.composite
def vehicles(draw: st.DrawFn, name: str) -> Vehicle:
    """A van or a bike, with or without breaks and limits."""
    opens = draw(st.integers(0, 100))
    rest = Break(Seconds(opens + 100), Seconds(opens + 250), Seconds(draw(st.integers(1, 60))))
    return Vehicle(
        name,
        capacity=(draw(st.integers(2, 6)), draw(st.integers(2, 6))),
        start=str(draw(st.integers(0, 9))),
        end=draw(st.none() | st.integers(0, 9).map(str)),
        shift=Window(Seconds(opens), Seconds(opens + draw(st.integers(700, 1500)))),
        profile=draw(st.sampled_from(["road", "bike"])),
        breaks=draw(st.sampled_from([(), (rest,)])),
        skills=draw(st.sampled_from([frozenset(), frozenset({"box"}), frozenset({"box", "stairs"})])),
        max_duration=draw(st.none() | st.integers(500, 1200).map(Seconds)),
        max_distance=draw(st.none() | st.integers(3000, 9000)),  # type: ignore[arg-type]
        cost_per_hour=draw(st.sampled_from([0.0, 3600.0])),
        cost_per_use=draw(st.sampled_from([0.0, 500.0])),
    )


@st.composite
def problems(draw: st.DrawFn, most_orders: int = 5) -> Problem:
    """A day with everything in it."""
    names = [f"order {number}" for number in range(draw(st.integers(1, most_orders)))]
    found = [draw(orders(name)) for name in names]
    fleet = [draw(vehicles(f"vehicle {number}")) for number in range(draw(st.integers(1, 3)))]
    weights = Objective(
        vehicles_first=draw(st.booleans()),
        lateness=draw(st.sampled_from([0.0, 2.0])),
        balance=draw(st.sampled_from([0.0, 100.0])),
    )
    paces = draw(st.sampled_from([(), PACES]))
    return street(
        found,
        fleet,
        travel=(travel("road", paces=paces), travel("bike", pace=15, paces=draw(st.sampled_from([(), BIKE_PACES])))),
        goods=GOODS,
        locks=draw(locks(found, fleet)),
        objective=weights,
        dimensions=("boxes", "kg"),
    )


@st.composite
def locks(draw: st.DrawFn, found: list[Order], fleet: list[Vehicle]) -> tuple[Lock, ...]:
    """Nothing, a first visit, or goods on board of the first vehicle."""
    goods = {each.name: each.skills for each in GOODS}
    if not found[0].skills | goods.get(found[0].goods or "", frozenset()) <= fleet[0].skills:
        return ()
    kind = draw(st.sampled_from(["nothing", "nothing", "visit", "on board"]))
    if kind == "visit":
        return (Lock(fleet[0].name, (Visit(found[0].name, 0),)),)
    if kind == "on board" and all(load <= room for load, room in zip(found[0].load, fleet[0].capacity, strict=True)):
        return (Lock(fleet[0].name, (), (OnBoard(found[0].name, Seconds(0)),)),)
    return ()
