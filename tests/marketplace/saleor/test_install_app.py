"""Saleor reads the manifest, brings a token, and the App signs with it once it has proved itself."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.errors import DomainError
from marketplace.saleor.app import credentials, installations
from marketplace.saleor.app.manifest import manifest
from marketplace.saleor.app.vault import Unreadable, lock, unlock
from marketplace.saleor.documents import event_types
from marketplace.saleor.events import SYNCHRONOUS
from marketplace.saleor.models import Installation
from marketplace.saleor.permissions import APP_PERMISSIONS
from marketplace.saleor.transports import http
from tests.marketplace.saleor.scripted_server import answer, drop, serving

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
OURS = {"id": "QXBwOjE=", "identifier": "regionalmarkt", "name": "Markt"}


@pytest.fixture
def saleor(settings, monkeypatch):
    """A Saleor that says what `acts` tell it to."""
    monkeypatch.setattr(http, "PAUSES", (0.01, 0.02))
    with serving(drop) as server:
        settings.SALEOR_API_URL = server.url
        settings.SALEOR_APP_TOKEN = None
        credentials.forget()
        yield server
    credentials.forget()


def known(permissions=tuple(APP_PERMISSIONS), **other):
    return {"data": {"app": OURS | {"permissions": [{"code": code} for code in permissions]} | other}}


def brought(client, api_url, token="t0ken"):
    return client.post(
        "/saleor/register/",
        json.dumps({"auth_token": token}),
        content_type="application/json",
        headers={"Saleor-Api-Url": api_url},
    )


def test_the_manifest_names_every_event_with_its_subscription():
    told = manifest("https://markt.example")
    by_name = {webhook["name"]: webhook for webhook in told["webhooks"]}
    assert by_name.keys() == set(event_types())
    for name, webhook in by_name.items():
        assert webhook["syncEvents" if name in SYNCHRONOUS else "asyncEvents"] == [name]
        assert webhook["query"].startswith("subscription")
        assert webhook["targetUrl"] == f"https://markt.example/saleor/webhooks/{name.lower()}/"
    assert set(told["permissions"]) == APP_PERMISSIONS
    assert told["tokenTargetUrl"] == "https://markt.example/saleor/register/"
    assert "MANAGE_APPS" not in told["permissions"]  # Saleor refuses Apps that ask for it


def test_the_dashboard_gets_links_to_our_pages(client):
    linked = {entry["label"]: entry for entry in manifest("https://markt.example")["extensions"]}
    assert linked.keys() >= {"Läden des Marktes", "Zu klären", "Touren", "Teile der Läden"}
    for entry in linked.values():
        assert (entry["target"], entry["options"]) == ("NEW_TAB", {"newTabTarget": {"method": "GET"}})
        answer = client.get(entry["url"].removeprefix("https://markt.example"))
        assert answer.status_code in (302, 403), entry["url"]  # a page of ours, for those who are signed in


def test_the_manifest_is_served_to_whoever_asks(client, settings):
    settings.PUBLIC_URL = "https://markt.example"
    assert client.get("/saleor/manifest.json").json() == manifest("https://markt.example")


def test_a_token_counts_once_saleor_knows_it(client, saleor):
    assert brought(client, saleor.url).json() == {"success": True}
    assert credentials.app_token() is None
    assert "t0ken" not in Installation.objects.get().token
    saleor.acts = [answer(known())]
    assert installations.verify_installations(now=NOW) == 1
    assert saleor.requests[-1]["headers"]["Authorization"] == "Bearer t0ken"
    assert credentials.app_token() == "t0ken"


def test_a_new_installation_takes_the_place_of_the_old(client, saleor):
    for token in ("first", "second"):
        brought(client, saleor.url, token)
        saleor.acts = [answer(known())]
        installations.verify_installations(now=NOW)
    assert credentials.app_token() == "second"
    states = dict(Installation.objects.values_list("state", "token"))
    assert states["replaced"] == ""
    assert unlock(states["active"]) == "second"


@pytest.mark.parametrize(
    "said", [{"data": {"app": None}}, known(identifier="somebody.else"), {"errors": [{"message": "Signature"}]}]
)
def test_a_made_up_token_never_takes_the_place_of_one_that_works(client, saleor, said):
    brought(client, saleor.url, "right")
    saleor.acts = [answer(known())]
    installations.verify_installations(now=NOW)
    brought(client, saleor.url, "forged")
    registered = Installation.objects.get(state="pending").registered_at
    saleor.acts = [answer(said)]
    assert installations.verify_installations(now=registered) == 0
    saleor.acts = [answer(said)]
    assert installations.verify_installations(now=registered + timedelta(seconds=61)) == 0
    assert Installation.objects.get(state="refused").token == ""
    assert credentials.app_token() == "right"


def test_while_saleor_is_away_the_token_waits(client, saleor):
    brought(client, saleor.url)
    row = Installation.objects.get()
    assert installations.verify_installations(now=row.registered_at) == 0
    assert installations.verify_installations(now=row.registered_at + timedelta(minutes=9)) == 0
    row.refresh_from_db()
    assert row.state == "pending"
    installations.verify_installations(now=row.registered_at + timedelta(minutes=11))
    row.refresh_from_db()
    assert (row.state, row.token) == ("refused", "")


def test_another_saleor_is_refused_in_words_that_saleor_shows(client, saleor):
    answer = brought(client, "https://other.example/graphql/")
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "WRONG_SALEOR"
    assert saleor.url in answer.json()["error"]["message"]
    assert not Installation.objects.exists()


def test_the_embedded_engine_installs_no_app(client, settings):
    settings.SALEOR_API_URL = None
    assert brought(client, "https://other.example/graphql/").status_code == 403


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"auth_token": ""}', "\x00"])
def test_nonsense_is_refused(client, saleor, body):
    answer = client.post(
        "/saleor/register/", body, content_type="application/json", headers={"Saleor-Api-Url": saleor.url}
    )
    assert answer.status_code in (400, 403)
    assert answer.json()["error"]["code"] == "TOKEN_MISSING"


def test_whoever_knocks_too_often_waits(saleor):
    for number in range(installations.MOST_PENDING):
        installations.register(api_url=saleor.url, token=str(number), now=NOW)
    with pytest.raises(DomainError) as refused:
        installations.register(api_url=saleor.url, token="one more", now=NOW)
    assert refused.value.code == "TOO_MANY"


def test_a_token_of_another_secret_key_cannot_be_read(settings):
    locked = lock("t0ken")
    assert unlock(locked) == "t0ken"
    settings.SECRET_KEY = "another one, long enough to be a key"
    with pytest.raises(Unreadable):
        unlock(locked)
