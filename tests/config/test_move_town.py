"""A town moves into another engine: everything once, whatever happens on the way, and the rows follow at the end."""

import json
from io import BytesIO, StringIO
from itertools import count
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from config import moving
from marketplace.accounts.models import Person
from marketplace.accounts.services import ensure_person
from marketplace.catalogue.models import Listing
from marketplace.catalogue.services.sync import sync_products
from marketplace.orders.models import Intent, Purchase, VendorOrder, VendorOrderLine
from marketplace.orders.services import cancel_order, confirm_order, intents, mark_ready, reject_lines
from marketplace.orders.services.progress import _hand_over
from marketplace.saleor import customers, home, products
from marketplace.saleor import orders as saleor_orders
from marketplace.saleor.client import Caller, SaleorUnreachable, execute
from marketplace.saleor.models import Move, MovedObject
from marketplace.saleor.moving.sides import Sides
from marketplace.saleor.transports.in_process import InProcessTransport
from marketplace.saleor.wire import Address
from marketplace.vendors.models import Vendor
from tests.config.second_saleor import Killed, SecondSaleor, second_engine
from tests.factories.accounts import make_person, open_account
from tests.factories.baskets import MONDAY, make_market, make_shop
from tests.marketplace.orders.shopping import order_over

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TARGET = "https://saleor.example/graphql/"


@pytest.fixture(scope="module")
def address(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), second_engine() as found:
        yield found


@pytest.fixture
def second(address):
    found = SecondSaleor(*address)
    yield found
    found.close()


@pytest.fixture
def at_home():
    """What this process believes about where the town lives is as before."""
    yield
    home.forget()
    home.settle(None)


@pytest.fixture
def town():
    """Two shops with pictures, hidden and imported goods; an account with addresses; orders in every state."""
    market = make_market()
    shops = [make_shop(market, prices=("10.00", "4.00")) for _ in range(2)]
    content = BytesIO()
    Image.new("RGB", (40, 30), "sienna").save(content, "PNG")
    hidden = shops[0].goods[1]
    products.add_picture(
        product_id=hidden.product_id,
        image=content.getvalue(),
        file_name="brot.png",
        content_type="image/png",
        alt="Brot",
    )
    email = f"erika-{uuid4().hex}@example.org"
    open_account(email, "ein langes Passwort", first_name="Erika")
    pair = customers.create_tokens(email=email, password="ein langes Passwort")
    place = Address(first_name="Erika", last_name="M", street="Am Anger 1", postal_code="06712", city="Zeitz")
    for street, use in (("Am Anger 1", "SHIPPING"), ("Am Anger 2", None)):
        customers.create_address(
            caller=Caller.user(pair.access), address=Address(**{**vars(place), "street": street}), use_as=use
        )
    ensure_person(pair.user)
    operator = make_person("operator")
    work(order_over(shops, quantity=2), operator)
    order_over(shops[:1])
    for part in order_over(shops[1:]).vendor_orders.all():
        cancel_order(order=part, person=operator, now=MONDAY)
        intents.carry_out(part.pk, now=MONDAY)
    for part in order_over(shops[:1]).vendor_orders.all():
        hand_over(part, operator)
    products.set_published(id=hidden.product_id, channel_id=market.channel.id, published=False)
    sync_products([row.product_id for shop in shops for row in shop.goods], now=MONDAY)
    return shops


def work(purchase: Purchase, operator: Person) -> None:
    """One shop calls a piece off, the other hands over."""
    first, second = purchase.vendor_orders.order_by("pk")
    reject_lines(order=first, quantities={first.lines.first().pk: 1}, reason="aus", person=operator, now=MONDAY)
    intents.carry_out(first.pk, now=MONDAY)
    hand_over(second, operator)


def hand_over(part: VendorOrder, operator: Person) -> None:
    confirm_order(order=part, person=operator, now=MONDAY)
    mark_ready(order=part, person=operator, now=MONDAY)
    part.refresh_from_db()
    _hand_over(part, None, operator, MONDAY)
    intents.carry_out(part.pk, now=MONDAY)


def export(second: SecondSaleor, *, left: int | None = None) -> moving.Report:
    """One run of the exporter, which dies after so many ends of mutations."""
    second.left = left
    move = moving.begin(api_url=TARGET, now=MONDAY)
    sides = Sides(source=InProcessTransport("config.schema.execute_embedded"), target=second)
    return moving.export_town(move, sides, name="Zeitz", now=MONDAY, say=lambda _line: None)


def figures(report: moving.Report) -> dict[str, tuple[str, str]]:
    return {each.name: (str(each.old), str(each.new)) for each in report.counts if not each.is_equal}


def test_a_town_arrives_whole_however_often_it_is_killed_on_the_way(town, second) -> None:
    before = {row.pk: row.name for row in Listing.objects.all()}
    waiting = intent_that_waits()
    runs = 0
    for runs in count(1):
        try:
            report = export(second, left=7 + runs % 5)
        except Killed:
            assert Move.objects.get().finished_at or all(_old_ids_stand())
            continue
        break
    assert (report.faults, figures(report)) == ((), {})
    assert report.arrived
    assert runs > 8, "it was cut off at every few steps"
    with Sides(source=second, target=second).new():
        for row in Listing.objects.all():
            product = products.product(row.product_id)
            assert (product.name, product.default_variant.id) == (before[row.pk], row.variant_id)
        assert len(list(products.all_products())) == 4
        people = execute("customers", {"first": 100})["customers"]["edges"]
    erika = Person.objects.get(first_name="Erika")
    assert [edge["node"]["id"] for edge in people] == [erika.saleor_user_id]
    assert [len(edge["node"]["addresses"]) for edge in people] == [2]
    assert second.methods == {}, "nobody can choose the move's delivery method"
    _orders_follow(second)
    waiting.refresh_from_db()
    assert waiting.lines == {waiting.order.lines.first().saleor_line_id: 1}
    again = export(second)
    assert (again.arrived, figures(again), len(second.orders)) == (True, {}, 4)


def intent_that_waits() -> Intent:
    """Something that the engine is still to be told, by the id of one of its lines."""
    part = VendorOrder.objects.filter(state="placed").first()
    lines = {part.lines.first().saleor_line_id: 1}
    return Intent.objects.create(order=part, kind="release", lines=lines, not_before=MONDAY, created_at=MONDAY)


def _old_ids_stand():
    """The rows name the embedded engine's objects until all of them change at once."""
    yield from (products.product(row.product_id).name == row.name for row in Listing.objects.all())


def _orders_follow(second: SecondSaleor) -> None:
    for purchase in Purchase.objects.all():
        order = next(each for each in second.orders.values() if each["id"] == purchase.saleor_order_id)
        assert order["number"] == purchase.saleor_order_number
        lines = {line["id"]: line for line in order["lines"]}
        rows = VendorOrderLine.objects.filter(order__purchase=purchase)
        assert {row.saleor_line_id for row in rows} == set(lines)
        for row in rows:
            assert lines[row.saleor_line_id]["variant"]["id"] == row.variant_id == row.listing.variant_id
        assert [each["id"] for each in order["transactions"]] == [purchase.transaction_id]


def test_what_cannot_be_carried_is_told_and_nothing_changes(town, second) -> None:
    stray = products.product(town[0].goods[0].product_id)
    products.set_stock(variant_id=stray.default_variant.id, warehouse_id=town[1].warehouse_id, quantity=1)
    report = export(second)
    assert not report.arrived
    assert [(each.kind, each.name, each.code) for each in report.faults if each.kind == "product"] == [
        ("product", stray.slug, "NOT_ONE_STOCK_ROOM")
    ]
    assert figures(report)["products"] == ("4", "3")
    assert all(_old_ids_stand())
    assert Vendor.objects.get(pk=town[0].pk).warehouse_id == town[0].warehouse_id


def test_ids_that_look_alike_never_meet(db) -> None:
    """Both engines count from one: a row's new id is another row's old one."""
    first, second, gone = (make_person(saleor_user_id=each) for each in ("VXNlcjox", "VXNlcjoy", "VXNlcjoz"))
    move = moving.begin(api_url=TARGET, now=MONDAY)
    for old, new in (("VXNlcjox", "VXNlcjoy"), ("VXNlcjoy", "VXNlcjoz")):
        MovedObject.objects.create(move=move, kind="user", source_id=old, target_id=new)
    moving.arrive(moving.Ledger(move=move), now=MONDAY)
    found = dict(Person.objects.values_list("pk", "saleor_user_id"))
    assert found == {first.pk: "VXNlcjoy", second.pk: "VXNlcjoz", gone.pk: "old:VXNlcjoz"}


def test_the_seam_is_shut_until_the_town_has_arrived_and_for_the_engine_it_left(db, settings, at_home) -> None:
    move = moving.begin(api_url=TARGET, now=MONDAY)
    assert moving.wrong_engine() is None
    settings.SALEOR_API_URL = TARGET
    assert moving.wrong_engine() is None
    with pytest.raises(SaleorUnreachable, match="moving"):
        saleor_orders.order("x")
    moving.arrive(moving.Ledger(move=move), now=MONDAY)
    with pytest.raises(SaleorUnreachable, match="no connection"):
        saleor_orders.order("x")
    settings.SALEOR_API_URL = None
    home.forget()
    assert TARGET in (moving.wrong_engine() or "")
    with pytest.raises(SaleorUnreachable, match="moved out"):
        saleor_orders.order("x")


def test_a_town_that_was_not_moved_does_not_start_on_another_engine(settings) -> None:
    market = make_market()
    settings.SALEOR_API_URL = TARGET
    assert moving.wrong_engine() is None, "nothing lives here yet"
    settings.SALEOR_API_URL = None
    make_shop(market)
    settings.SALEOR_API_URL = TARGET
    assert "export-to-saleor --to" in (moving.wrong_engine() or "")


def test_the_command_says_whether_both_sides_are_equal(town, second, settings, monkeypatch, tmp_path, at_home) -> None:
    told, file = StringIO(), tmp_path / "report.json"
    with pytest.raises(CommandError, match="Whereto"):
        call_command("export_to_saleor", stdout=told)
    call_command("export_to_saleor", to=TARGET, stdout=told)
    source = InProcessTransport("config.schema.execute_embedded")
    monkeypatch.setattr(moving, "sides", lambda: Sides(source=source, target=second))
    settings.SALEOR_API_URL = TARGET
    with pytest.raises(SystemExit) as ended:
        call_command("export_to_saleor", dry_run=True, json=file, stdout=told)
    assert ended.value.code == 1
    report = json.loads(file.read_text())
    assert (report["equal"], report["counts"]["products"]["old"], report["arrived"]) == (False, "4", False)
    assert second.orders == {}, "a dry run writes nothing"
    call_command("export_to_saleor", abandon=True, stdout=told)
    with pytest.raises(CommandError, match="No move was begun"):
        call_command("export_to_saleor", stdout=told)
