"""Pages that plugins offer to shops are found from the shop's own page."""

from marketplace.vendors.extensions import shop_pages


class KeyPage:
    """The smallest page that a plugin can offer."""

    icon, label, text = "key-round", "Schlüssel", "Wer einen Schlüssel hat."

    def address(self, vendor):
        return f"/schluessel/{vendor.slug}/"


def test_a_page_is_linked_for_everybody_who_acts_for_the_shop(cast, desk, monkeypatch):
    monkeypatch.setattr(shop_pages, "_entries", {"keys": KeyPage()})
    for browser in (cast.owner, cast.helper):
        page = browser.get(f"{desk}/profil/").content.decode()
        assert f'href="/schluessel/{cast.shop.slug}/"' in page
        assert "Wer einen Schlüssel hat." in page


def test_every_page_that_is_installed_opens_for_the_shop_alone(cast, desk):
    page = cast.owner.get(f"{desk}/profil/").content.decode()
    addresses = [each.address(cast.shop) for each in shop_pages]
    assert addresses
    for address in addresses:
        assert f'href="{address}"' in page
        assert cast.owner.get(address).status_code == 200
        assert cast.rival_owner.get(address).status_code == 404


def test_without_plugins_there_is_no_empty_box(cast, desk, monkeypatch):
    monkeypatch.setattr(shop_pages, "_entries", {})
    assert "Zahlung und Weiteres" not in cast.owner.get(f"{desk}/profil/").content.decode()
