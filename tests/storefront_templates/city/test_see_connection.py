"""The operator sees whether market and engine hear each other, and starts anew what was given up."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from marketplace.orders.models import Comparison, Difference
from marketplace.orders.services import errands
from marketplace.saleor.app.connection import Standing
from marketplace.saleor.client import SaleorUnreachable
from marketplace.saleor.models import Consumption, InboxEvent
from storefront_templates.city.views import connection as page
from tests.storefront_templates.retailer.conftest import Browser, signed_in

PATH = "/stadt/anbindung/"


@pytest.fixture
def operator(db: None) -> Browser:
    return signed_in("kuemmerer", "operator")


def work_that_was_given_up() -> Consumption:
    event = InboxEvent.objects.create(key="k", event_type="ORDER_CREATED", payload={"order": {"id": "x"}})
    return Consumption.objects.create(
        event=event, consumer="orders.split", state="failed", due_at=timezone.now(), error="ValueError: der Drucker"
    )


def test_the_embedded_engine_needs_nothing(operator: Browser) -> None:
    answer = operator.get(PATH)
    assert "Eingebaut" in answer.content.decode()
    assert "Noch nichts angekommen" in answer.content.decode()


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (SaleorUnreachable("down"), "antwortet nicht"),
        (None, "/saleor/manifest.json"),
        (Standing(app_id="a", name="Markt", missing=("HANDLE_PAYMENTS",), silent=()), "Recht HANDLE_PAYMENTS"),
        (
            Standing(app_id="a", name="Markt", missing=(), silent=("ORDER_CREATED",)),
            "Saleor meldet ORDER_CREATED nicht",
        ),
        (Standing(app_id="a", name="Markt", missing=(), silent=()), "als „Markt“"),
    ],
)
def test_the_standing_in_a_saleor_is_told_in_words(operator: Browser, settings, monkeypatch, standing, words) -> None:
    def asked() -> Standing | None:
        if isinstance(standing, Exception):
            raise standing
        return standing

    with monkeypatch.context() as patched:  # the session was opened with the embedded engine, and goes on with it
        patched.setattr(page.app, "standing", asked)
        patched.setattr(page.settings, "SALEOR_API_URL", "https://saleor.example/graphql/")
        cache.delete("city.app_standing")
        told = operator.get(PATH).content.decode()
    assert words in told


def test_what_was_given_up_is_started_anew(operator: Browser) -> None:
    work = work_that_was_given_up()
    assert "der Drucker" in operator.get(PATH).content.decode()
    assert operator.post(f"{PATH}{work.pk}/noch-einmal/", {}).status_code == 302
    work.refresh_from_db()
    assert (work.state, work.attempts) == ("waiting", 0)
    assert work.due_at <= timezone.now()


def test_city_marketing_and_shoppers_see_none_of_it(db: None) -> None:
    work = work_that_was_given_up()
    for who, role in (("stadt", "city"), ("kundin", None)):
        visitor = signed_in(who, role) if role else signed_in(who)
        assert visitor.get(PATH).status_code == 403
        assert visitor.post(f"{PATH}{work.pk}/noch-einmal/", {}).status_code == 403
    work.refresh_from_db()
    assert work.state == "failed"


def test_unknown_work_is_not_found(operator: Browser) -> None:
    assert operator.post(f"{PATH}4711/noch-einmal/", {}).status_code == 404


def test_the_operator_sees_what_is_not_the_same_on_both_sides_and_asks_again(operator: Browser, monkeypatch) -> None:
    assert "Es wurde noch nicht verglichen" in operator.get(PATH).content.decode()
    now = timezone.now()
    Comparison.objects.create(
        started_at=now, finished_at=now, looked_since=now, orders_read=7, orders_taken_in=1, goods_refreshed=2
    )
    told = operator.get(PATH).content.decode()
    assert "7 Bestellungen" in told
    assert "Eine Bestellung fehlte hier" in told
    assert "Bei 2 Waren" in told
    assert "Kein Unterschied." in told
    Difference.objects.create(
        kind="charged", saleor_id="x", label="26-000123", here="4.98", there="0.00", found_at=now, seen_at=now
    )
    told = operator.get(PATH).content.decode()
    assert all(each in told for each in ("26-000123", "Eingenommen", "4.98", "0.00", "Ein Unterschied"))
    asked: list[tuple[str, list[object]]] = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda name, args, **_more: asked.append((name, args)))
    answer = operator.post(f"{PATH}vergleichen/", follow=True)
    assert "Wir vergleichen." in answer.content.decode()


def test_only_the_operator_may_have_both_sides_compared(db: None, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(errands.current_app, "send_task", lambda name, *_args, **_more: asked.append(name))
    assert signed_in("verkauf").post(f"{PATH}vergleichen/").status_code == 403
    assert asked == []
