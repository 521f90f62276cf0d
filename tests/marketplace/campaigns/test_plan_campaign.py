"""Planning, changing and ending campaigns."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from marketplace.campaigns.models import Campaign, CampaignListing
from marketplace.campaigns.rules import State, period_refusal, state
from marketplace.campaigns.selectors import (
    campaign_by_slug,
    campaign_for,
    campaigns_by_state,
    goods_of,
    on_start_page,
    running,
    shops_of,
)
from marketplace.campaigns.services import (
    create_campaign,
    end_campaign,
    remove_picture,
    set_picture,
    update_campaign,
)
from marketplace.errors import DomainError, NotFound
from marketplace.graphql.ids import global_id
from tests.factories.campaigns import NOON, make_campaign, make_row
from tests.factories.vendors import make_vendor

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("is_draft", "hours", "expected"),
    [
        (True, 0, State.DRAFT),
        (False, -1, State.PLANNED),
        (False, 0, State.RUNNING),
        (False, 23, State.RUNNING),
        (False, 24, State.ENDED),
    ],
)
def test_the_state_follows_from_the_clock(is_draft, hours, expected):
    now = NOON + timedelta(hours=hours)
    assert state(is_draft=is_draft, starts=NOON, ends=NOON + DAY, now=now) == expected


@pytest.mark.parametrize(
    ("starts", "ends", "is_draft", "refusal"),
    [
        (0, 0, True, "PERIOD_EMPTY"),
        (1, -1, False, "PERIOD_EMPTY"),
        (0, 367, False, "PERIOD_TOO_LONG"),
        (-5, -1, False, "PERIOD_PAST"),
        (-5, -1, True, None),
        (-5, 1, False, None),
    ],
)
def test_periods(starts, ends, is_draft, refusal):
    period = {"starts": NOON + starts * DAY, "ends": NOON + ends * DAY}
    assert period_refusal(**period, is_draft=is_draft, now=NOON) == refusal


def test_a_new_campaign_is_a_draft_with_an_address_of_its_own(cast):
    fields = {"title": "Frühling & Käse", "starts": NOON, "ends": NOON + DAY}
    first, second = (create_campaign(fields=fields, now=NOON) for _ in range(2))
    assert (first.slug, second.slug) == ("fruehling-kaese", "fruehling-kaese-2")
    assert first.state_at(NOON) == State.DRAFT
    with pytest.raises(DomainError) as refusal:
        create_campaign(fields={**fields, "slug": "fruehling-kaese"}, now=NOON)
    assert (refusal.value.code, refusal.value.field) == ("UNIQUE", "slug")


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        ({"title": " "}, "REQUIRED", "title"),
        ({"title": "x" * 121}, "TOO_LONG", "title"),
        ({"starts": None}, "REQUIRED", "starts"),
        ({"ends": NOON - DAY}, "PERIOD_EMPTY", "ends"),
        ({"ends": NOON + 500 * DAY}, "PERIOD_TOO_LONG", "ends"),
        ({"motif": "rocket"}, "INVALID", "motif"),
        ({"start_place": -1}, "INVALID", "startPlace"),
        ({"is_draft": False, "teaser": ""}, "INCOMPLETE", "teaser"),
        ({"is_draft": False}, "INCOMPLETE", "listings"),
        ({"body": "x" * 6001}, "TOO_LONG", "body"),
    ],
)
def test_refused_campaigns_leave_nothing(cast, fields, code, field):
    whole = {"title": "Aktion", "teaser": "Kurz", "starts": NOON, "ends": NOON + DAY}
    with pytest.raises(DomainError) as refusal:
        create_campaign(fields={**whole, **fields}, now=NOON)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert str(refusal.value.message)
    assert not Campaign.objects.exists()


def test_goods_and_shops_are_chosen_in_order(cast):
    wares = [make_row(cast.shop) for _ in range(3)]
    shops = [make_vendor(name=name) for name in ("Z", "A")]
    campaign = make_campaign(*wares[::-1], *shops)
    assert goods_of(campaign) == wares[::-1]
    assert shops_of(campaign) == shops
    update_campaign(campaign=campaign, changes={}, listing_pks=[wares[1].pk, wares[1].pk], now=NOON)
    assert goods_of(campaign) == [wares[1]]
    assert shops_of(campaign) == shops


def test_only_what_is_public_can_be_chosen_and_is_shown(cast):
    hidden = make_row(cast.shop, is_published=False)
    campaign = make_campaign(cast.ware)
    for choice, code in (({"listing_pks": [hidden.pk]}, "UNKNOWN_LISTING"), ({"vendor_pks": [0]}, "UNKNOWN_VENDOR")):
        with pytest.raises(DomainError) as refusal:
            update_campaign(campaign=campaign, changes={"title": "Anders"}, now=NOON, **choice)
        assert refusal.value.code == code
    campaign.refresh_from_db()
    assert campaign.title != "Anders"
    assert goods_of(campaign) == [cast.ware]
    type(cast.ware).objects.filter(pk=cast.ware.pk).update(is_published=False)
    assert goods_of(campaign) == []
    with pytest.raises(DomainError) as refusal:
        update_campaign(campaign=campaign, changes={}, listing_pks=range(1, 62), now=NOON)
    assert refusal.value.code == "TOO_MANY"


def test_a_published_campaign_keeps_something_to_show(cast):
    campaign = make_campaign(cast.ware)
    with pytest.raises(DomainError) as refusal:
        update_campaign(campaign=campaign, changes={}, listing_pks=[], now=NOON)
    assert refusal.value.code == "INCOMPLETE"
    assert goods_of(campaign) == [cast.ware]


def test_texts_of_an_ended_campaign_can_still_be_mended(cast):
    campaign = make_campaign(cast.ware)
    later = NOON + 30 * DAY
    assert update_campaign(campaign=campaign, changes={"title": "Rückblick"}, now=later).title == "Rückblick"
    with pytest.raises(DomainError) as refusal:
        update_campaign(campaign=campaign, changes={"ends": NOON + 2 * DAY}, now=later)
    assert refusal.value.code == "PERIOD_PAST"


def test_what_runs_and_where_it_stands(cast):
    second = make_campaign(cast.ware, start_place=2)
    first = make_campaign(cast.ware, start_place=1)
    off = make_campaign(cast.ware)
    planned = make_campaign(cast.ware, starts=NOON + DAY, start_place=1)
    ended = make_campaign(cast.ware, starts=NOON - 9 * DAY, ends=NOON - DAY, now=NOON - 9 * DAY)
    draft = make_campaign(start_place=1)
    assert list(on_start_page(NOON)) == [first, second]
    assert set(running(NOON)) == {first, second, off}
    ordered = campaigns_by_state(now=NOON)
    assert [row.state for row in ordered] == [State.RUNNING] * 3 + [State.PLANNED, State.DRAFT, State.ENDED]
    for seen in (first, off, ended):
        assert campaign_by_slug(seen.slug, now=NOON) == seen
    for unseen in (planned, draft):
        with pytest.raises(NotFound):
            campaign_by_slug(unseen.slug, now=NOON)


def test_the_door_opens_for_the_city_and_the_operator(cast):
    campaign = make_campaign(cast.ware)
    for way in (campaign.pk, campaign.slug, global_id("Campaign", campaign.pk)):
        for person in (cast.city, cast.operator):
            assert campaign_for(person, way) == campaign
        for person in (cast.owner, cast.stranger, None):
            with pytest.raises(NotFound):
                campaign_for(person, way)
    for nonsense in ("", "gibt-es-nicht", 0, "\x00"):
        with pytest.raises(NotFound):
            campaign_for(cast.city, nonsense)


def test_ending_early(cast):
    campaign = make_campaign(cast.ware)
    assert end_campaign(campaign=campaign, now=NOON).state_at(NOON) == State.ENDED
    with pytest.raises(DomainError) as refusal:
        end_campaign(campaign=campaign, now=NOON + DAY)
    assert refusal.value.code == "NOT_RUNNING"


def test_the_database_refuses_contradictions(cast):
    campaign = make_campaign(cast.ware)
    for wrong in ({"ends": campaign.starts}, {"motif": "rocket"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Campaign.objects.filter(pk=campaign.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        CampaignListing.objects.create(campaign=campaign, listing=cast.ware, position=9)


def test_a_picture_and_back_to_the_drawing(cast, settings, tmp_path, django_capture_on_commit_callbacks):
    settings.MEDIA_ROOT = tmp_path
    campaign = make_campaign(cast.ware)
    for colour in ("red", "blue"):
        file = BytesIO()
        Image.new("RGB", (400, 300), colour).save(file, "PNG")
        file.seek(0)
        with django_capture_on_commit_callbacks(execute=True):
            shown = set_picture(campaign=campaign, file=file, alt="Marktstand")
    assert [path.name for path in (tmp_path / "campaigns").iterdir()] == [shown.picture.name.removeprefix("campaigns/")]
    with pytest.raises(DomainError) as refusal:
        set_picture(campaign=campaign, file=BytesIO(b"nichts"))
    assert refusal.value.code == "PICTURE_UNREADABLE"
    with django_capture_on_commit_callbacks(execute=True):
        assert not remove_picture(campaign=campaign).picture
    assert not list((tmp_path / "campaigns").iterdir())
