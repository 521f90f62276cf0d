"""The operator's pages: what is missing is marked, what is set is shown, nothing is invented."""

import pytest

pytestmark = pytest.mark.django_db
LEGAL = ["/impressum/", "/datenschutz/", "/barrierefreiheit/"]


@pytest.mark.parametrize("path", LEGAL)
def test_what_the_operator_has_not_said_is_marked(client, settings, path):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "")
    assert "vom Betreiber auszufüllen" in client.get(path).content.decode()


def test_what_the_operator_said_is_shown(client, settings):
    settings.OPERATOR = dict.fromkeys(settings.OPERATOR, "Stadtwerk Beispiel")
    page = client.get("/impressum/").content.decode()
    assert page.count("Stadtwerk Beispiel") >= 7
    assert "vom Betreiber auszufüllen" not in page


@pytest.mark.parametrize("path", LEGAL)
def test_every_page_leads_to_the_legal_pages(client, path):
    page = client.get(path).content.decode()
    for other in LEGAL:
        assert f'href="{other}"' in page


@pytest.mark.parametrize("path", [*LEGAL, "/anmelden/", "/registrieren/", "/korb/", "/laeden/"])
def test_no_page_has_anything_inline_or_foreign(client, path):
    page = client.get(path).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://testserver", "")
    assert page.count("<h1") == 1
