"""GraphQL: campaigns for everybody, plans and changes for Stadtmarketing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from marketplace.campaigns.models import Campaign
from marketplace.campaigns.selectors import goods_of
from marketplace.graphql.ids import global_id
from tests.factories.campaigns import NOON, make_campaign, make_row
from tests.factories.vendors import make_vendor

DAY = timedelta(days=1)
CAMPAIGNS = """
query ($state: CampaignStateEnum) { campaigns(first: 50, state: $state) { totalCount edges { node {
  slug state motif startPlace figures { views orders revenue } picture { url }
  listings { slug price { amount } vendor { opening { text } } }
  vendors { slug opening { text } impressum { legalName } }
} } } }
"""
CAMPAIGN = "query ($slug: String!) { campaign(slug: $slug) { title state } }"


def document(arguments: str, call: str) -> str:
    return f"mutation ({arguments}) {{ done: {call} {{ campaign {{ slug state }} errors {{ code field message }} }} }}"


CREATE = document("$input: CampaignInput!", "campaignCreate(input: $input)")
UPDATE = document("$id: ID!, $input: CampaignInput!", "campaignUpdate(id: $id, input: $input)")
END = document("$id: ID!", "campaignEnd(id: $id)")
PICTURE = document("$id: ID!, $picture: Upload!", "campaignPictureUpdate(id: $id, picture: $picture)")
NO_PICTURE = document("$id: ID!", "campaignPictureDelete(id: $id)")


def slugs(data) -> set[str]:
    return {edge["node"]["slug"] for edge in data["campaigns"]["edges"]}


@pytest.fixture
def year(cast):
    """One campaign in each state."""
    make_campaign(cast.ware, cast.shop, slug="laeuft")
    make_campaign(cast.ware, slug="geplant", starts=NOON + DAY)
    make_campaign(cast.ware, slug="vorbei", starts=NOON - 9 * DAY, ends=NOON - DAY, now=NOON - 9 * DAY)
    make_campaign(slug="entwurf")


def test_everybody_sees_what_began(cast, year, ask):
    for person in (None, cast.stranger, cast.owner):
        assert slugs(ask(person, CAMPAIGNS)) == {"laeuft"}
        assert slugs(ask(person, CAMPAIGNS, state="ENDED")) == {"vorbei"}
        assert slugs(ask(person, CAMPAIGNS, state="PLANNED")) == set()
        assert slugs(ask(person, CAMPAIGNS, state="DRAFT")) == set()
        assert ask(person, CAMPAIGN, slug="geplant") == {"campaign": None}
        assert ask(person, CAMPAIGN, slug="entwurf") == {"campaign": None}
        assert ask(person, CAMPAIGN, slug="vorbei")["campaign"]["state"] == "ENDED"
        assert ask(person, CAMPAIGNS)["campaigns"]["edges"][0]["node"]["figures"] is None


def test_the_city_sees_plans_and_figures(cast, year, ask):
    for person in (cast.city, cast.operator):
        found = {
            state: slugs(ask(person, CAMPAIGNS, state=state)) for state in ("RUNNING", "PLANNED", "DRAFT", "ENDED")
        }
        assert found == {"RUNNING": {"laeuft"}, "PLANNED": {"geplant"}, "DRAFT": {"entwurf"}, "ENDED": {"vorbei"}}
        node = ask(person, CAMPAIGNS)["campaigns"]["edges"][0]["node"]
        assert node["figures"] == {"views": 0, "orders": 0, "revenue": 0.0}
        assert node["vendors"][0]["slug"] == cast.shop.slug
        assert [ware["slug"] for ware in node["listings"]] == [cast.ware.slug]
        assert ask(person, CAMPAIGN, slug="entwurf")["campaign"]["state"] == "DRAFT"


def test_statements_do_not_grow_with_campaigns(cast, ask, django_assert_num_queries, django_assert_max_num_queries):
    def more(number: int) -> None:
        for _ in range(number):
            make_campaign(make_row(cast.shop), make_vendor(), make_vendor())

    more(2)
    with django_assert_max_num_queries(9) as few:
        ask(None, CAMPAIGNS)
    more(6)
    with django_assert_num_queries(len(few)):
        assert ask(None, CAMPAIGNS)["campaigns"]["totalCount"] == 8


def test_planning_and_changing(cast, ask):
    ware, shop = global_id("Listing", cast.ware.pk), global_id("Vendor", cast.shop.pk)
    plan = {
        "title": "Lichternacht",
        "teaser": "Läden bis 22 Uhr",
        "starts": NOON.isoformat(),
        "ends": (NOON + DAY).isoformat(),
        "motif": "GIFTS",
        "isDraft": False,
        "startPlace": 1,
        "listings": [ware],
        "vendors": [shop],
    }
    made = ask(cast.city, CREATE, input=plan)["done"]
    assert made == {"campaign": {"slug": "lichternacht", "state": "RUNNING"}, "errors": []}
    campaign = Campaign.objects.get(slug="lichternacht")
    key = global_id("Campaign", campaign.pk)
    assert goods_of(campaign) == [cast.ware]
    changed = ask(cast.operator, UPDATE, id=key, input={"title": "Lange Nacht", "listings": []})["done"]
    assert changed["campaign"]["slug"] == "lichternacht"
    assert goods_of(campaign) == []
    refused = ask(cast.city, UPDATE, id=key, input={"ends": NOON.isoformat()})["done"]
    assert refused["errors"] == [
        {"code": "PERIOD_EMPTY", "field": "ends", "message": "Das Ende muss nach dem Beginn liegen."}
    ]
    wrong = ask(cast.city, UPDATE, id=key, input={"listings": ["Unsinn"]})["done"]
    assert [(error["code"], error["field"]) for error in wrong["errors"]] == [("NOT_FOUND", "listings")]


def test_nobody_else_changes_anything(cast, ask, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = make_campaign(cast.ware, starts=NOON - DAY)
    before = list(Campaign.objects.values())
    file = BytesIO()
    Image.new("RGB", (400, 300)).save(file, "PNG")
    key = global_id("Campaign", campaign.pk)
    acts = [
        (UPDATE, {"id": key, "input": {"title": "Anders"}}),
        (END, {"id": key}),
        (PICTURE, {"id": key, "picture": SimpleUploadedFile("a.png", file.getvalue())}),
        (NO_PICTURE, {"id": key}),
    ]
    for person in (None, cast.owner, cast.stranger):
        (error,) = ask(person, CREATE, errors=True, input={"title": "Meine"})
        assert "Stadtmarketing" in error.message
        for source, variables in acts:
            answer = ask(person, source, **variables)["done"]
            assert [(error["code"], error["field"]) for error in answer["errors"]] == [("NOT_FOUND", "id")]
    assert list(Campaign.objects.values()) == before
    for source, variables in acts:
        assert ask(cast.city, source, **variables)["done"]["errors"] == []
