"""What leaves a view as an exception reaches the reader as a page, and every answer has the content policy."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django_htmx.middleware import HtmxMiddleware

from marketplace.errors import DomainError, NotFound, PermissionRefused
from storefront_templates.base.middleware import ContentSecurityMiddleware, RefusalMiddleware, content_policy
from storefront_templates.base.templatetags.pages import goods_picture

pytestmark = pytest.mark.django_db


def answer(error: Exception, **headers: str) -> HttpResponse | None:
    request = RequestFactory().get("/", headers=headers)
    request.session = {}  # type: ignore[assignment]
    HtmxMiddleware(lambda _request: HttpResponse())(request)
    return RefusalMiddleware(lambda _request: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("slug"), 404),
        (PermissionRefused("no"), 403),
        (DomainError("SLOT_FULL", "Dieser Termin ist voll."), 422),
        (DomainError("SALEOR_UNREACHABLE", "Gleich wieder."), 503),
    ],
    ids=lambda value: getattr(value, "code", value),
)
def test_a_refusal_becomes_a_page(error: DomainError, status: int) -> None:
    response = answer(error)
    assert response is not None
    assert response.status_code == status
    if status in {422, 503}:
        assert str(error.message) in response.content.decode()


def test_htmx_gets_a_message_instead_of_a_page() -> None:
    response = answer(DomainError("SLOT_FULL", "Dieser Termin ist voll."), **{"HX-Request": "true"})
    assert response is not None
    assert response.headers["HX-Retarget"] == "#messages"
    assert "<html" not in response.content.decode()
    assert "Dieser Termin ist voll." in response.content.decode()


def test_a_defect_stays_a_defect() -> None:
    assert answer(ValueError("bug")) is None


def test_every_answer_carries_the_policy_once() -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def own_policy(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})

    def policy(inner: Callable[[HttpRequest], HttpResponse]) -> str:
        return ContentSecurityMiddleware(inner)(RequestFactory().get("/")).headers["Content-Security-Policy"]

    assert policy(view) == content_policy()
    assert policy(own_policy) == "default-src 'self'"
    assert "unsafe" not in content_policy()


def test_pictures_may_come_from_the_stores_the_operator_named(settings: Any) -> None:
    settings.SALEOR_API_URL = "https://saleor.example/graphql/"
    settings.MEDIA_URL = "https://media.example/market/"
    answer = ContentSecurityMiddleware(lambda _request: HttpResponse())(RequestFactory().get("/"))
    found = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data: https://saleor.example https://media.example;" in found
    assert found.count("https://") == 2


def test_pictures_of_the_embedded_engine_name_no_host(settings: Any) -> None:
    settings.SALEOR_API_URL = None
    assert goods_picture("http://127.0.0.1:8000/thumbnail/abc=/512/webp/") == "/thumbnail/abc=/512/webp/"
    settings.SALEOR_API_URL = "https://saleor.example/graphql/"
    assert goods_picture("https://saleor.example/thumbnail/abc=/512/") == "https://saleor.example/thumbnail/abc=/512/"


def test_a_picture_is_served_for_good_and_nothing_beside_it(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "a.webp").write_bytes(b"RIFF")
    (tmp_path / "secret").write_text("no")
    answer = client.get("/media/a.webp")
    assert b"".join(answer) == b"RIFF"
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/media/../secret").status_code == 400
    assert client.get("/media/").status_code == 404


@pytest.mark.parametrize("path", ["/offline/", "/gibt-es-nicht/"])
def test_pages_have_nothing_inline(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    for script in page.split("<script")[1:]:
        assert script.split(">")[0].strip().startswith("src=")


def test_a_missing_page_is_a_404_with_a_way_on(client: Client) -> None:
    response = client.get("/gibt-es-nicht/")
    assert response.status_code == 404
    assert 'action="/suche/"' in response.content.decode()


def test_the_market_can_be_put_on_a_home_screen(client: Client) -> None:
    manifest = client.get("/manifest.webmanifest").json()
    assert manifest["start_url"] == "/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}


def test_the_worker_keeps_the_offline_page_and_nothing_personal(client: Client) -> None:
    response = client.get("/sw.js")
    assert response.headers["Content-Type"].startswith("text/javascript")
    body = response.content.decode()
    assert '"/offline/"' in body
    assert "/konto/" not in body


def test_the_language_can_be_switched(client: Client) -> None:
    response = client.post("/sprache/", {"language": "en", "next": "/offline/"})
    assert response.status_code == 302
    assert '<html lang="en"' in client.get("/offline/").content.decode()
