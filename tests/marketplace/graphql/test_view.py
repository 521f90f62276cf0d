"""The HTTP door: who asks, in what form, and what comes back."""

import io
import json
import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from marketplace.engine.services.accounts import create_app, create_staff
from marketplace.engine.services.tokens import create_tokens
from marketplace.graphql.ids import global_id
from tests.factories.engine_accounts import make_user
from tests.factories.engine_catalogue import shelf

ME = "{ me { email } }"


def post(client: Client, query: Any, token: str | None = None, **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return client.post("/graphql/", {"query": query, **more}, content_type="application/json", headers=headers)


@pytest.mark.django_db
def test_an_anonymous_question(client: Client) -> None:
    answer = post(client, "query A { shop { name } } query B { shop { version } }", operationName="A")
    assert answer.status_code == 200
    assert answer.json()["data"] == {"shop": {"name": "Regionalmarkt Zeitz"}}
    assert answer.json()["extensions"]["cost"]["maximumAvailable"] == 50_000
    assert 'sql;desc="1"' in answer["Server-Timing"]
    assert len(answer["X-Request-ID"]) == 32


@pytest.mark.django_db
def test_a_request_id_is_kept_if_it_is_one(client: Client) -> None:
    ask = lambda given: client.post(  # noqa: E731
        "/graphql/", {"query": ME}, content_type="application/json", headers={"X-Request-ID": given}
    )["X-Request-ID"]
    assert ask("abc-123") == "abc-123"
    assert ask("bad id\t") != "bad id\t"


@pytest.mark.django_db
def test_a_person_is_known_by_the_token(client: Client) -> None:
    make_user()
    pair = create_tokens(email="erika@example.com", password="roggen-mischbrot", now=timezone.now())
    assert post(client, ME, pair.token).json()["data"] == {"me": {"email": "erika@example.com"}}
    other = client.post(
        "/graphql/", {"query": ME}, content_type="application/json", headers={"Authorization-Bearer": pair.token}
    )
    assert other.json()["data"]["me"] is not None
    for token in (pair.token[:-4] + "AAAA", pair.refresh_token, "a.b.c"):
        refused = post(client, ME, token)
        assert refused.status_code == 401
        assert refused.json()["data"] is None
    old = create_tokens(
        email="erika@example.com", password="roggen-mischbrot", now=timezone.now() - timedelta(minutes=6)
    )
    assert post(client, ME, old.token).status_code == 401


@pytest.mark.django_db
def test_apps_and_staff_have_their_permissions(client: Client) -> None:
    question = "{ warehouses(first: 1) { totalCount } }"
    _app, token = create_app(name="Markt", identifier="x", permissions=["MANAGE_PRODUCTS"])
    assert post(client, question, token).json()["data"] == {"warehouses": {"totalCount": 0}}
    create_staff(email="chef@example.com", password="roggen-mischbrot", permissions=["MANAGE_SHIPPING"], values={})
    create_staff(email="azubi@example.com", password="roggen-mischbrot", permissions=[], values={})
    tokens = {
        name: create_tokens(email=f"{name}@example.com", password="roggen-mischbrot", now=timezone.now()).token
        for name in ("chef", "azubi")
    }
    assert post(client, question, tokens["chef"]).json()["data"]["warehouses"] is not None
    for refused in (
        post(client, question, tokens["azubi"]),
        post(client, question, "unknown-token"),
        post(client, question),
    ):
        (error,) = refused.json()["errors"]
        assert refused.json()["data"] == {"warehouses": None}
        assert error["extensions"]["exception"] == {"code": "PermissionDenied"}
        assert (error["path"], error["locations"]) == (["warehouses"], [{"line": 1, "column": 3}])


@pytest.mark.django_db
def test_a_session_gives_no_rights_here(client: Client) -> None:
    client.cookies["sessionid"] = "x"
    assert post(client, ME).json()["data"] == {"me": None}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("{", "application/json"),
        ("[]", "application/json"),
        ('{"query": 5}', "application/json"),
        ('{"query": "{ me { email } }", "variables": [1]}', "application/json"),
        ("query=x", "application/x-www-form-urlencoded"),
    ],
)
def test_malformed_requests(client: Client, body: str, content_type: str) -> None:
    answer = client.post("/graphql/", body, content_type=content_type)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["exception"]["code"] == "BAD_REQUEST"


def test_documents_that_cannot_run(client: Client) -> None:
    for query in ("{ nothing }", "{ me { ", "query A { me { email } } query B { me { email } }"):
        answer = post(client, query)
        assert answer.status_code == 400
        assert answer.json()["data"] is None
        assert answer.json()["errors"][0]["extensions"]["exception"]["code"] == "GraphQLError"


@pytest.mark.django_db
def test_a_crash_is_reported_and_hidden(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    def crash(*_: Any) -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr("marketplace.engine.schema.account.user_of", crash)
    with caplog.at_level(logging.ERROR):
        answer = post(client, ME)
    assert answer.status_code == 200
    (error,) = answer.json()["errors"]
    assert error["message"] == "Internal Server Error"
    assert error["extensions"]["exception"] == {"code": "InternalServerError"}
    assert "hunter2" in caplog.text and "hunter2" not in answer.content.decode()


@pytest.mark.django_db
def test_a_file_travels_in_a_multipart_form(client: Client, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    (product,) = shelf().put("Brot")
    _app, token = create_app(name="Markt", identifier="x", permissions=["MANAGE_PRODUCTS"])
    out = io.BytesIO()
    Image.new("RGB", (10, 10)).save(out, "PNG")
    query = "mutation($i: ProductMediaCreateInput!) { productMediaCreate(input: $i) { media { alt } errors { code } } }"
    variables = {"i": {"product": global_id("Product", product.pk), "image": None, "alt": "A"}}
    form = {
        "operations": json.dumps({"query": query, "variables": variables}),
        "map": json.dumps({"0": ["variables.i.image"]}),
        "0": SimpleUploadedFile("a.png", out.getvalue()),
    }
    answer = client.post("/graphql/", form, headers={"Authorization": f"Bearer {token}"})
    assert answer.json()["data"] == {"productMediaCreate": {"media": {"alt": "A"}, "errors": []}}
    del form["operations"]
    assert client.post("/graphql/", form).status_code == 400


def test_the_console_is_for_development(client: Client, settings: Any) -> None:
    assert client.get("/graphql/").status_code == 405
    settings.DEBUG = True
    page = client.get("/graphql/")
    assert page.status_code == 200
    assert b"http" not in page.content.replace(b"<!doctype html>", b"")  # nothing is loaded from elsewhere
