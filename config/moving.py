"""Moves the town out of the embedded engine into a Saleor: nouns one after the other, then all rows at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from marketplace.catalogue.services.reconcile import reconcile
from marketplace.saleor.models import Move
from marketplace.saleor.moving.counts import Count, compare
from marketplace.saleor.moving.goods import carry_goods, settle_goods
from marketplace.saleor.moving.market import carry_market
from marketplace.saleor.moving.order_rules import handed_over
from marketplace.saleor.moving.orders import carry_orders, forget_method, read_orders
from marketplace.saleor.moving.people import carry_people
from marketplace.saleor.moving.sides import Fault, Kind, Ledger, Sides
from marketplace.saleor.products import Product, all_products
from marketplace.saleor.transports import speaking_to, transport
from marketplace.saleor.transports.in_process import InProcessTransport

APPS = ("accounts", "vendors", "catalogue", "baskets", "orders")  # whose rows name objects of the engine
_ONE_MOVER = 0x6D6F_7665_7273

Say = Callable[[str], None]


class AlreadyMoving(Exception):
    """Another process moves the town at this moment."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What lies on both sides, what stayed behind and why, and whether the town has arrived."""

    counts: tuple[Count, ...]
    faults: tuple[Fault, ...]
    arrived: bool

    @property
    def is_equal(self) -> bool:
        return not self.faults and all(count.is_equal for count in self.counts)

    def as_json(self) -> dict[str, Any]:
        figures = {each.name: {"old": str(each.old), "new": str(each.new)} for each in self.counts}
        faults = [asdict(each) for each in self.faults]
        return {"arrived": self.arrived, "equal": self.is_equal, "counts": figures, "faults": faults}


def sides() -> Sides:
    """The embedded engine, and the Saleor that this platform is set to."""
    return Sides(source=InProcessTransport(settings.SALEOR_EMBEDDED_EXECUTOR), target=transport())


def wrong_engine() -> str | None:
    """Why the platform must not start with these settings: its rows name objects of another engine."""
    api_url = settings.SALEOR_API_URL
    if api_url is None:
        arrived = Move.objects.filter(finished_at__isnull=False).first()
        return f"SALEOR_API_URL: the goods of this market live in {arrived.api_url} now." if arrived else None
    if Move.objects.filter(api_url=api_url).exists():
        return None
    with speaking_to(InProcessTransport(settings.SALEOR_EMBEDDED_EXECUTOR)):
        lives_here = any(all_products(page=1))
    return (
        f"SALEOR_API_URL: this market's goods live in its own engine. Without that variable run export-to-saleor --to"
        f" {api_url} first; docs/operations.md tells how a town moves."
        if lives_here
        else None
    )


def begin(*, api_url: str, now: datetime) -> Move:
    """Note that the town will move: from now on a platform that is set to that Saleor shuts the seam until it has
    arrived. Beginning again changes nothing."""
    move, _created = Move.objects.get_or_create(api_url=api_url, defaults={"started_at": now})
    return move


@contextmanager
def one_mover() -> Iterator[None]:
    """Nobody else moves the town meanwhile; the lock goes with the process. Raises AlreadyMoving."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_ONE_MOVER])
        if not cursor.fetchone()[0]:
            raise AlreadyMoving
        try:
            yield
        finally:
            cursor.execute("select pg_advisory_unlock(%s)", [_ONE_MOVER])


def look(move: Move, between: Sides) -> Report:
    """Count both sides and carry nothing."""
    counts = compare(between, Ledger(move=move))
    return Report(counts=counts, faults=(), arrived=move.finished_at is not None)


def export_town(move: Move, between: Sides, *, name: str, now: datetime, say: Say) -> Report:
    """Carry everything that is not over there yet, count both sides, and arrive if they are equal.

    May be run again after it was cut off anywhere. Raises SaleorUnreachable, SaleorRefused for what stops all of it.
    """
    if move.finished_at is not None:
        settle_in(between, now=now)
        return look(move, between)
    ledger = Ledger(move=move)
    faults = _carry(ledger, between, name=name, say=say)
    say("counting both sides")
    report = Report(counts=compare(between, ledger), faults=tuple(faults), arrived=False)
    if not report.is_equal:
        return report
    arrive(ledger, now=now)
    settle_in(between, now=now)
    return Report(counts=report.counts, faults=(), arrived=True)


@transaction.atomic
def arrive(ledger: Ledger, *, now: datetime) -> None:
    """Give every row of the platform its new ids and open the seam: both or neither."""
    move = Move.objects.select_for_update().get(pk=ledger.move.pk)
    if move.finished_at is not None:
        return
    for app in APPS:
        import_module(f"marketplace.{app}.services.moving").arrive(ledger)
    move.finished_at = now
    move.save(update_fields=["finished_at"])


def settle_in(between: Sides, *, now: datetime) -> None:
    """What is left once the town has arrived: take away the scaffold, read all listings anew."""
    forget_method(between)
    with between.new():
        reconcile(now=now)


def _carry(ledger: Ledger, between: Sides, *, name: str, say: Say) -> list[Fault]:
    with between.old():
        goods, orders = list(all_products()), read_orders()
    say(f"found {len(goods)} products and {len(orders)} orders")
    market = carry_market(between, ledger, name=name)
    say("channel, taxes, categories and stock rooms are there")
    faults = carry_goods(between, ledger, goods, market=market, say=say)
    faults += carry_people(between, ledger, say=say)
    say("accounts are there")
    sold = handed_over(each for each in orders if each["id"] not in ledger.of(Kind.ORDER))
    waited_for = [each for each in goods if any(variant.id in sold for variant in each.variants)]
    settle_goods(between, ledger, waited_for, market=market, sold=sold)
    faults += carry_orders(between, ledger, orders, shelves=_shelves(goods), market=market, say=say)
    say("orders are there")
    changed = settle_goods(between, ledger, goods, market=market)
    say(f"stock, price or publication of {changed} products set right")
    return faults


def _shelves(goods: Sequence[Product]) -> dict[str, str]:
    """Warehouse ids by variant id."""
    return {
        variant.id: stock.warehouse_id for each in goods for variant in each.variants for stock in variant.stocks[:1]
    }
