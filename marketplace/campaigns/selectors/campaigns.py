"""Which campaigns there are, who may see and change them, and what they show."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from marketplace.accounts.models import Person
from marketplace.accounts.selectors import has_role
from marketplace.campaigns.models import Campaign, CampaignListing, CampaignVendor
from marketplace.campaigns.rules import State
from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.errors import NotFound
from marketplace.graphql.ids import int_pk_of
from marketplace.vendors.models import Vendor
from marketplace.vendors.selectors import public_vendors

_ORDER = (State.RUNNING, State.PLANNED, State.DRAFT, State.ENDED)


def running(now: datetime) -> QuerySet[Campaign]:
    """Campaigns that run at the moment, those of the start page first, the newest first among equals."""
    rows = campaigns_in(Campaign.objects.all(), State.RUNNING, now=now)
    return rows.order_by("start_place", "-starts", "-pk")


def on_start_page(now: datetime) -> QuerySet[Campaign]:
    """Running campaigns with a place on the start page, in their order."""
    return running(now).filter(start_place__gt=0)


def campaign_by_slug(slug: str, *, now: datetime) -> Campaign:
    """A campaign that runs or has ended. Raises NotFound for others: plans are nobody's business yet."""
    rows = Campaign.objects.filter(is_draft=False, starts__lte=now)
    campaign = rows.filter(slug=slug).first() if slug.isprintable() else None
    if campaign is None:
        raise NotFound("slug")
    return campaign


def campaigns_open_to(person: Person | None, *, now: datetime) -> QuerySet[Campaign]:
    """Every campaign for Stadtmarketing and the operator; those that began for everybody else."""
    rows = Campaign.objects.all()
    return rows if is_editor(person) else rows.filter(is_draft=False, starts__lte=now)


def campaigns_in(rows: QuerySet[Campaign], state: State, *, now: datetime) -> QuerySet[Campaign]:
    """Those of the campaigns that are in a state."""
    if state == State.DRAFT:
        return rows.filter(is_draft=True)
    period = {
        State.PLANNED: {"starts__gt": now},
        State.RUNNING: {"starts__lte": now, "ends__gt": now},
        State.ENDED: {"ends__lte": now},
    }[state]
    return rows.filter(is_draft=False, **period)


def is_editor(person: Person | None) -> bool:
    """True for those who plan campaigns."""
    return has_role(person, "city", "operator")


def campaign_for(person: Person | None, slug_or_pk: str | int) -> Campaign:
    """The door to a campaign that is to be changed, by slug, primary key or global id: Stadtmarketing or the operator.

    Raises NotFound for missing campaigns and for everybody else.
    """
    campaign = Campaign.objects.filter(**_key(slug_or_pk)).first() if is_editor(person) else None
    if campaign is None:
        raise NotFound("id")
    return campaign


def campaigns_by_state(*, now: datetime) -> list[Campaign]:
    """All campaigns, running ones first, then planned, drafts, ended; each with its `state`."""
    rows = list(Campaign.objects.all())
    for row in rows:
        row.state = row.state_at(now)  # type: ignore[attr-defined]
    return sorted(rows, key=lambda row: _ORDER.index(row.state_at(now)))


def goods_of(campaign: Campaign) -> list[Listing]:
    """The chosen products that can be seen, in the campaign's order."""
    return goods_of_many([campaign])[campaign.pk]


def shops_of(campaign: Campaign) -> list[Vendor]:
    """The chosen shops that can be seen, in the campaign's order."""
    return shops_of_many([campaign])[campaign.pk]


def goods_of_many(campaigns: Iterable[Campaign]) -> dict[int, list[Listing]]:
    """`goods_of` for many campaigns, by primary key, in two statements."""
    chosen = list(CampaignListing.objects.filter(campaign__in=list(campaigns)))
    rows = public_listings().in_bulk({row.listing_id for row in chosen})
    found: dict[int, list[Listing]] = defaultdict(list)
    for row in chosen:
        if row.listing_id in rows:
            found[row.campaign_id].append(rows[row.listing_id])
    return found


def shops_of_many(campaigns: Iterable[Campaign]) -> dict[int, list[Vendor]]:
    """`shops_of` for many campaigns, by primary key, in three statements (closures included)."""
    chosen = list(CampaignVendor.objects.filter(campaign__in=list(campaigns)))
    rows = public_vendors().in_bulk({row.vendor_id for row in chosen})
    found: dict[int, list[Vendor]] = defaultdict(list)
    for row in chosen:
        if row.vendor_id in rows:
            found[row.campaign_id].append(rows[row.vendor_id])
    return found


def _key(slug_or_pk: str | int) -> dict[str, object]:
    if isinstance(slug_or_pk, int):
        return {"pk": slug_or_pk}
    if not slug_or_pk.isprintable():
        raise NotFound("id")
    try:
        return {"pk": int_pk_of("Campaign", slug_or_pk)}
    except NotFound:
        return {"slug": slug_or_pk}
