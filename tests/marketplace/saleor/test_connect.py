"""`connect-saleor` against a server that installs Apps as Saleor does: fetch the manifest, bring a token, activate."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from marketplace.saleor import setup
from marketplace.saleor.app import connection, credentials
from marketplace.saleor.channels import Channel
from marketplace.saleor.documents import event_types
from marketplace.saleor.models import Installation
from marketplace.saleor.permissions import APP_PERMISSIONS
from marketplace.saleor.transports import http
from tests.marketplace.saleor.scripted_server import answer, serving

pytestmark = pytest.mark.django_db
STAFF = {"email": "admin@example.org", "id": "VXNlcjox", "firstName": "", "lastName": "", "languageCode": "DE"}
STAFF |= {"isStaff": True, "isConfirmed": True, "isActive": True}


class Saleor:
    """Knows one App, once it was installed; `failure` is why it will not install it."""

    def __init__(self) -> None:
        self.failure: str | None = None
        self.permissions = sorted(APP_PERMISSIONS)
        self.events = list(event_types())
        self.installed = False
        self.rows: list[dict[str, Any]] = []
        self.url = ""
        self.deleted = 0

    def act(self, handler: Any, request: dict[str, Any]) -> None:
        operation = json.loads(request["body"])
        name = operation["query"].split("(")[0].split("{")[0].split()[1]
        token = request["headers"].get("Authorization", "")
        answer({"data": getattr(self, name)(operation["variables"], token)})(handler)

    def TokenCreate(self, given: dict[str, Any], _token: str) -> dict[str, Any]:
        right = given["password"] == "right"
        wrong = [{"field": "email", "message": "Please, enter valid credentials", "code": "INVALID_CREDENTIALS"}]
        told = {"token": "jwt", "refreshToken": "r", "user": STAFF} if right else {"token": None, "refreshToken": None}
        return {"tokenCreate": {"user": None, "errors": [] if right else wrong} | told}

    def AppInstall(self, given: dict[str, Any], token: str) -> dict[str, Any]:
        assert token == "Bearer jwt"
        self.permissions = given["input"]["permissions"]
        self.rows = [{"id": "QXBw", "status": "PENDING", "message": None, "manifestUrl": given["input"]["manifestUrl"]}]
        return {"appInstall": {"appInstallation": self.rows[0], "errors": []}}

    def AppsInstallations(self, _given: dict[str, Any], _token: str) -> dict[str, Any]:
        """Saleor's worker at its work: the first look finds the installation pending, the second one its end."""
        told = [dict(row) for row in self.rows]
        if self.failure:
            self.rows = [row | {"status": "FAILED", "message": self.failure} for row in self.rows]
        elif self.rows:
            self.rows = []
            self.installed = True
        return {"appsInstallations": told}

    def App(self, _given: dict[str, Any], token: str) -> dict[str, Any]:
        if not self.installed or token != "Bearer fresh":
            return {"app": None}
        hooks = [{"name": name, "isActive": True} for name in self.events]
        codes = [{"code": code} for code in self.permissions]
        return {
            "app": {"id": "QXBwOjE=", "identifier": "regionalmarkt", "name": "Markt"}
            | {"webhooks": hooks, "permissions": codes}
        }

    def Apps(self, _given: dict[str, Any], token: str) -> dict[str, Any]:
        assert token == "Bearer jwt"
        nodes = [{"id": "QXBwOjk=", "identifier": "somebody.else"}]
        nodes += [{"id": "QXBwOjE=", "identifier": "regionalmarkt"}] if self.installed else []
        return {"apps": {"edges": [{"node": node} for node in nodes]}}

    def AppDelete(self, given: dict[str, Any], token: str) -> dict[str, Any]:
        assert (given["id"], token) == ("QXBwOjE=", "Bearer jwt")
        self.installed = False
        self.deleted += 1
        return {"appDelete": {"errors": []}}

    def ShopVersion(self, _given: dict[str, Any], _token: str) -> dict[str, Any]:
        return {"shop": {"version": "3.24.0"}}


@pytest.fixture
def saleor(settings, monkeypatch):
    script = Saleor()
    with serving() as server:
        monkeypatch.setattr(server, "act", _acting(server, script))
        settings.SALEOR_API_URL, settings.SALEOR_APP_TOKEN = server.url, None
        script.url = server.url
        monkeypatch.setattr(http, "PAUSES", (0.01, 0.02))
        monkeypatch.setattr(connection, "POLL", 0.01)
        monkeypatch.setenv("SALEOR_STAFF_PASSWORD", "right")
        credentials.forget()
        yield script
    credentials.forget()


def _acting(server, script):
    def act(handler):
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        script.act(handler, {"headers": dict(handler.headers), "body": body})

    return act


@pytest.fixture
def brought(saleor, monkeypatch):
    """The token arrives at our door while Saleor installs."""
    install = connection.install

    def installing(**who):
        install(**who)
        answer = Client().post(
            "/saleor/register/",
            json.dumps({"auth_token": "fresh"}),
            content_type="application/json",
            headers={"Saleor-Api-Url": saleor.url},
        )
        assert answer.json() == {"success": True}

    monkeypatch.setattr(connection, "install", installing)


@pytest.fixture
def nothing_to_set_up(monkeypatch):
    """The market's own set-up is tested with both transports elsewhere."""
    channel = Channel(
        id="Q2g=",
        is_active=True,
        slug="zeitz",
        name="Markt",
        currency="EUR",
        country="DE",
        tax_configuration_id="VA==",
    )
    monkeypatch.setattr(setup, "ensure_channel", lambda **_: channel)
    monkeypatch.setattr(setup, "ensure_tax_classes", dict)
    monkeypatch.setattr(setup, "ensure_zone", lambda channel: type("Zone", (), {"name": "Deutschland"}))
    monkeypatch.setattr(setup, "ensure_goods", lambda: type("Goods", (), {"name": "Ware"}))


def test_staff_have_the_app_installed_and_a_second_run_asks_for_nothing(brought, saleor, nothing_to_set_up, capsys):
    call_command("connect_saleor", staff="admin@example.org")
    assert "the App is installed as Markt (QXBwOjE=) in Saleor 3.24.0" in capsys.readouterr().out
    assert Installation.objects.get().state == "active"
    call_command("connect_saleor")
    assert "asking" not in capsys.readouterr().out
    assert Installation.objects.count() == 1


def test_an_older_installation_is_replaced_on_demand(brought, saleor, nothing_to_set_up):
    call_command("connect_saleor", staff="admin@example.org")
    call_command("connect_saleor", staff="admin@example.org", replace=True)
    assert saleor.deleted == 1
    assert sorted(Installation.objects.values_list("state", flat=True)) == ["active", "replaced"]


def test_saleors_reason_is_told(saleor):
    saleor.failure = "Failed to connect to app."
    with pytest.raises(CommandError, match=r"did not install the App: Failed to connect to app\."):
        call_command("connect_saleor", staff="admin@example.org")


def test_a_wrong_password_is_told(saleor, monkeypatch):
    monkeypatch.setenv("SALEOR_STAFF_PASSWORD", "wrong")
    with pytest.raises(CommandError, match=saleor.url):
        call_command("connect_saleor", staff="admin@example.org")


def test_an_app_that_lacks_permissions_or_events_is_named(brought, saleor, nothing_to_set_up):
    call_command("connect_saleor", staff="admin@example.org")
    saleor.permissions = [code for code in saleor.permissions if code != "HANDLE_PAYMENTS"]
    with pytest.raises(CommandError, match="HANDLE_PAYMENTS"):
        call_command("connect_saleor")
    missing, *saleor.events = saleor.events
    saleor.permissions = sorted(APP_PERMISSIONS)
    with pytest.raises(CommandError, match=rf"out of date and hears no {missing}\."):
        call_command("connect_saleor")


def test_without_an_installation_it_says_where_the_manifest_is(saleor, capsys):
    with pytest.raises(CommandError, match="not installed"):
        call_command("connect_saleor", wait=0.05)
    assert "/saleor/manifest.json" in capsys.readouterr().out


def test_the_embedded_engine_needs_no_connection(settings):
    settings.SALEOR_API_URL = None
    with pytest.raises(CommandError, match="embedded"):
        call_command("connect_saleor")
