"""The demo town's campaigns."""

import csv
from pathlib import Path

from marketplace.campaigns import town
from marketplace.campaigns.models import Campaign
from marketplace.campaigns.rules import State
from marketplace.campaigns.selectors import goods_of, on_start_page, shops_of
from tests.factories.campaigns import NOON, make_row
from tests.factories.vendors import make_vendor

TOWN = Path(__file__).resolve().parents[3] / "config" / "towns" / "zeitz"


def rows(name: str) -> list[dict[str, str]]:
    with (TOWN / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_campaigns_name_shops_of_the_town():
    shops = {shop["slug"]: shop["step"] for shop in rows("shops.csv")}
    for campaign in rows("campaigns.csv"):
        assert set(campaign["vendors"].split()) <= set(shops)
        assert all(shops[choice.split(":")[0]] != "entry" for choice in campaign["goods"].split())


def test_campaigns_are_loaded_once_around_today(db):
    campaigns = rows("campaigns.csv")
    for slug in {slug for campaign in campaigns for slug in campaign["vendors"].split()}:
        shop = make_vendor(slug=slug)
        for _ in range(9):
            make_row(shop)
    assert town.load(TOWN, now=NOON) == f"{len(campaigns)} campaigns"
    states = sorted(row.state_at(NOON) for row in Campaign.objects.all())
    assert states == sorted([State.RUNNING, State.RUNNING, State.PLANNED, State.ENDED])
    first, second = on_start_page(NOON)
    assert (first.slug, len(shops_of(first)), len(goods_of(first))) == ("frisch-vom-hof", 4, 22)
    assert len(goods_of(second)) >= 15
    Campaign.objects.filter(pk=first.pk).update(title="Von Hand geändert")
    town.load(TOWN, now=NOON)
    assert Campaign.objects.count() == len(campaigns)
    assert Campaign.objects.get(pk=first.pk).title == "Von Hand geändert"


def test_without_shops_they_stay_drafts(db):
    town.load(TOWN, now=NOON)
    assert set(Campaign.objects.values_list("is_draft", flat=True)) == {True}
