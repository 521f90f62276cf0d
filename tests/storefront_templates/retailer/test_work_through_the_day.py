"""Five minutes a day: confirm, pack, hand over."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.orders.models import VendorOrder
from marketplace.orders.selectors.sheets import sheet
from marketplace.orders.services import confirm_order, mark_ready
from tests.factories.baskets import MONDAY
from tests.factories.orders import make_order
from tests.storefront_templates.retailer.conftest import ordered


def queries(browser, address):
    """How many a page takes when the menus of the market are kept already, as they are for a minute."""
    assert browser.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert browser.get(address).status_code == 200
    return len(seen)


@pytest.fixture
def ready(order, cast):
    person = cast.owner.person
    confirm_order(order=order, person=person, now=MONDAY)
    return mark_ready(order=order, person=person, now=MONDAY)


def code_of(order):
    return sheet(order, None, now=MONDAY).way.code


def test_an_idle_shop_reads_that_all_is_done(cast, desk):
    page = cast.owner.get(f"{desk}/heute/").content.decode()
    assert "Alles erledigt" in page
    assert "Als Nächstes" not in page


def test_the_new_order_stands_opened_with_its_goods_and_one_button(cast, desk, order):
    page = cast.owner.get(f"{desk}/heute/").content.decode()
    assert "Als Nächstes" in page
    assert order.number in page
    assert all(line.name in page for line in order.lines.all())
    assert "18,00\xa0€" in page
    assert f'action="{desk}/bestellungen/{order.pk}/bestaetigen/"' in page


def test_the_whole_day_from_todays_page(cast, desk, order):
    today = f"{desk}/heute/"
    for act in ("bestaetigen", "bereit"):
        answer = cast.owner.post(f"{desk}/bestellungen/{order.pk}/{act}/", {"next": "today"}, follow=True)
        assert answer.redirect_chain == [(today, 302)]
    page = cast.owner.get(today).content.decode()
    assert "Alles gepackt" in page
    assert f'id="code-{order.pk}"' in page
    given = cast.owner.post(f"{desk}/bestellungen/{order.pk}/uebergeben/", {"code": code_of(order), "next": "today"})
    assert given.url == today
    order.refresh_from_db()
    assert order.state == "handed_over"
    assert "Alles erledigt" in cast.owner.get(today).content.decode()


def test_the_most_urgent_order_comes_next_and_is_not_repeated_below(cast, desk):
    late = make_order(cast.shop, ready_by=MONDAY.replace(hour=15))
    soon = make_order(cast.shop, ready_by=MONDAY.replace(hour=11))
    page = cast.owner.get(f"{desk}/heute/").content.decode()
    opened = page[page.index("Als Nächstes") : page.index("queue-new")]
    assert soon.number in opened
    assert late.number not in opened
    assert page.count(soon.number) == page[: page.index("queue-new")].count(soon.number)


def test_a_wrong_code_is_refused_beside_the_field(cast, desk, ready):
    answer = cast.owner.post(f"{desk}/bestellungen/{ready.pk}/uebergeben/", {"code": "FALSCH", "next": "today"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Der Code stimmt nicht" in page
    assert 'href="#id_code"' in page
    assert 'aria-invalid="true"' in page
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_a_missing_code_is_asked_for(cast, desk, ready):
    answer = cast.owner.post(f"{desk}/bestellungen/{ready.pk}/uebergeben/", {"code": " "})
    assert answer.status_code == 422
    assert "Bitte geben Sie den Abholcode ein." in answer.content.decode()


def test_the_code_never_stands_at_the_counter(cast, desk, ready):
    for page in ("heute/", f"bestellungen/{ready.pk}/", f"bestellungen/{ready.pk}/packzettel/"):
        assert code_of(ready) not in cast.owner.get(f"{desk}/{page}").content.decode()


def test_a_second_press_says_that_somebody_was_faster(cast, desk, order):
    confirm_order(order=order, person=cast.helper.person, now=MONDAY)
    answer = cast.owner.post(f"{desk}/bestellungen/{order.pk}/bestaetigen/")
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_goods_for_the_tour_show_where_to_and_wait_for_the_driver(cast, desk, tour):
    brought = ordered(cast.shop, method="pooled_delivery")
    page = cast.owner.get(f"{desk}/bestellungen/{brought.pk}/").content.decode()
    assert "Am Anger 3, 06712 Zeitz" in page
    confirm_order(order=brought, person=cast.owner.person, now=MONDAY)
    mark_ready(order=brought, person=cast.owner.person, now=MONDAY)
    assert f'id="code-{brought.pk}"' not in cast.owner.get(f"{desk}/heute/").content.decode()
    assert 'name="code"' not in cast.owner.get(f"{desk}/bestellungen/{brought.pk}/").content.decode()


def test_collected_goods_show_no_address(cast, desk, order):
    page = cast.owner.get(f"{desk}/bestellungen/{order.pk}/").content.decode()
    assert "Erika Muster" in page
    assert "Am Anger" not in page


def test_the_pick_list_leaves_out_what_is_not_given(cast, desk, order):
    first, second = order.lines.all()
    order.lines.filter(pk=first.pk).update(quantity_rejected=1)
    page = cast.owner.get(f"{desk}/bestellungen/{order.pk}/packzettel/").content.decode()
    sheet_ = page[page.index('class="list-plain pick"') :]
    assert second.name in sheet_
    assert first.name not in sheet_
    assert "data-print" in page


def test_finding_orders_by_stage_number_and_name(cast, desk, order):
    done = make_order(cast.shop, state="handed_over")
    make_order(cast.rival)

    def shown(query):
        page = cast.owner.get(f"{desk}/bestellungen/{query}").content.decode()
        return {each.number for each in VendorOrder.objects.all() if each.number in page}

    assert shown("") == {order.number, done.number}
    assert shown("?stage=new") == {order.number}
    assert shown("?stage=done") == {done.number}
    assert shown(f"?text={order.number}") == {order.number}
    assert shown("?text=must") == {order.number, done.number}
    assert "Keine Bestellung gefunden" in cast.owner.get(f"{desk}/bestellungen/?text=niemand").content.decode()


def test_twice_the_orders_cost_no_more_queries(cast, desk):
    for state in ("placed", "confirmed", "ready", "handed_over") * 2:
        make_order(cast.shop, state=state)
    before = [queries(cast.owner, f"{desk}/{page}/") for page in ("heute", "bestellungen")]
    for state in ("placed", "confirmed", "ready", "handed_over") * 2:
        make_order(cast.shop, state=state)
    assert [queries(cast.owner, f"{desk}/{page}/") for page in ("heute", "bestellungen")] == before
    assert max(before) <= 25
