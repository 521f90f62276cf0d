"""A shop whose secrets everybody tries to get, and everybody who tries."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import serializers

from marketplace.accounts.models import Person
from marketplace.baskets.selectors import options
from marketplace.baskets.services import Chosen, set_address, set_contact, update_plan
from marketplace.content.selectors.navigation import HEAD, menu_to_edit
from marketplace.content.services.menus import add_item
from marketplace.engine.models import Address as AccountAddress
from marketplace.engine.models import App, User, Webhook
from marketplace.graphql.context import ANONYMOUS, Context, Requestor
from marketplace.graphql.ids import global_id
from marketplace.orders.models import Purchase, VendorOrder
from marketplace.orders.services import place_order
from marketplace.saleor.client import Caller
from marketplace.saleor.customers import create_address, create_tokens
from marketplace.saleor.tokens import verify
from marketplace.saleor.wire import Address
from marketplace.vendors.models import LegalIdentity, Vendor
from tests.factories.accounts import make_person, open_account
from tests.factories.baskets import fill_basket, make_goods, make_market, make_shop
from tests.factories.campaigns import make_campaign
from tests.factories.content import make_collection, make_page
from tests.factories.vendors import make_closure, make_staff

SECRET = "geheim"
PLAN = "unverkündet"  # what only Stadtmarketing knows
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class World:
    """`ids` are global ids of the victim's objects; `people` the callers by role."""

    ids: dict[str, str]
    people: dict[str, Person | None]
    shop: Any

    def context(self, role: str) -> Context:
        person = self.people[role]
        if person is None:
            return Context(requestor=ANONYMOUS, now=NOW)
        requestor = Requestor(kind="user", user_id=person.saleor_user_id, email=person.email)
        return Context(requestor=requestor, now=NOW)


def make_world() -> World:
    """The victim with an order, a hidden article, staff, a closure; rivals and passers-by."""
    market = make_market()
    shop = make_shop(market, name="Opferladen", slug="opferladen", offers_collect=True)
    rival = make_shop(market, name="Nebenan", slug="nebenan", offers_collect=True)
    LegalIdentity.objects.filter(vendor=shop).update(tax_number="geheim-steuer")
    owner = make_person(email="geheim-inhaberin@example.org")
    make_staff(shop, owner)
    people = _everybody()
    make_staff(rival, people["rival"])
    (hidden,) = make_goods(market, shop, prices=("3.00",), tags=["geheimes"])
    hidden.__class__.objects.filter(pk=hidden.pk).update(is_published=False, name="Geheime Ware")
    closure = make_closure(shop, NOW + timedelta(days=9), NOW + timedelta(days=10))
    draft = make_campaign(shop, title="Unverkündete Aktion", is_draft=True)
    order, customer, address_id = _order_at(shop)
    hook = _app_that_listens()
    refund = order.intents.create(
        kind="refund", amount=1, state="failed", reason="geheimer Grund", not_before=NOW, created_at=NOW
    )
    ids = _hidden_content(hidden) | {
        "vendor": global_id("Vendor", shop.pk),
        "listing": global_id("Listing", hidden.pk),
        "closure": global_id("VendorClosure", closure.pk),
        "staff": global_id("VendorStaffMember", shop.staff.get().pk),
        "campaign": global_id("Campaign", draft.pk),
        "vendor_order": global_id("VendorOrder", order.pk),
        "order": order.purchase.saleor_order_id,
        "transaction": order.purchase.transaction_id,
        "product": shop.goods[0].product_id,
        "variant": shop.goods[0].variant_id,
        "warehouse": shop.warehouse_id,
        "customer": customer,
        "address": address_id,
        "app": global_id("App", hook.app_id),
        "webhook": global_id("Webhook", hook.pk),
        "delivery": global_id("EventDelivery", hook.deliveries.get().pk),
        "refund": global_id("VendorOrderRefundItem", refund.pk),
        "nonsense": "bm9uc2Vuc2U=",
    }
    return World(ids=ids, people=people, shop=shop)


def _everybody() -> dict[str, Person | None]:
    return {
        "anonymous": None,
        "shopper": make_person(),
        "rival": make_person(),
        "driver": make_person("driver"),
        "city": make_person("city"),
        "operator": make_person("operator"),
    }


def _hidden_content(hidden: Any) -> dict[str, str]:
    """Ids of what the city has not shown yet."""
    choice = make_collection([hidden], name="Geheime Auswahl", shown=False)
    page = make_page(title="Geheime Seite", shown=False)
    item = add_item(place=HEAD, name="Nichts", kind="page", target=page.id)
    menu = menu_to_edit(HEAD)
    assert menu is not None
    return {"collection": choice.id, "page": page.id, "menu": menu.id, "menu_item": item.id}


def _app_that_listens() -> Webhook:
    """A third App with something on its way to it."""
    app = App.objects.create(identifier="geheime-app", name="Geheime App")
    hook = Webhook.objects.create(
        app=app, name="geheimer Empfang", target_url="https://geheim.example", events=["ORDER_CREATED"]
    )
    hook.deliveries.create(
        event_type="ORDER_CREATED", subject_type="Order", subject_id="1", payload="geheim", status="FAILED",
        issued_at=NOW, due_at=NOW, created_at=NOW,
    )  # fmt: skip
    return hook


def _order_at(shop: Any) -> tuple[VendorOrder, str, str]:
    """A customer with an account, an address and an order to collect at the shop."""
    email, password = "geheim-kundin@example.org", "ein langes Passwort"
    open_account(email, password, first_name="Erika", last_name="Geheimrat")
    tokens = create_tokens(email=email, password=password)
    user_id = verify(tokens.access).user_id
    home = Address(first_name="Erika", last_name="Geheimrat", street="Geheimweg 1", postal_code="06712", city="Zeitz")
    address = create_address(caller=Caller.user(tokens.access), address=home)
    checkout_id = fill_basket(shop.goods[0], now=NOW)
    set_contact(checkout_id=checkout_id, email=email, first_name="Erika", last_name="Geheimrat", now=NOW)
    set_address(checkout_id=checkout_id, address=home, now=NOW)
    (group,) = options(checkout_id, NOW)
    offers = next(each for each in group.offer_sets if each.offers)
    chosen = Chosen(method=offers.method_code, offer_key=offers.offers[0].key)
    update_plan(checkout_id, {shop.pk: chosen}, NOW)
    person = Person.objects.get(saleor_user_id=user_id) if Person.objects.filter(saleor_user_id=user_id) else None
    place_order(checkout_id=checkout_id, payment_method="pay_on_handover", person=person, language="de", now=NOW)
    return VendorOrder.objects.select_related("purchase").get(vendor=shop), user_id, address.id


def victims_rows(shop_pk: int) -> str:
    """The victims' own rows: profile, orders, articles of the shop; the customer's account and addresses."""
    vendor = Vendor.objects.get(pk=shop_pk)
    orders = VendorOrder.objects.filter(vendor=vendor)
    parts: list[Any] = [vendor, vendor.legal_identity, *vendor.closures.all(), *vendor.staff.all(), *orders]
    accounts = User.objects.filter(email__startswith="geheim-")
    parts += [*accounts, *AccountAddress.objects.filter(user__in=accounts)]
    parts += [*Purchase.objects.filter(vendor_orders__in=orders), *vendor.listings.order_by("pk")]
    return serializers.serialize("json", parts)
