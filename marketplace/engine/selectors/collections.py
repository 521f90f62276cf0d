"""Which collections somebody may see."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from marketplace.engine.models import Collection, CollectionChannelListing, CollectionProduct
from marketplace.engine.selectors.channels import channel_for_shopper
from marketplace.engine.selectors.products import MANAGERS
from marketplace.graphql.batches import grouped
from marketplace.graphql.context import Requestor


def collections_for(requestor: Requestor, *, channel: str | None, now: datetime) -> QuerySet[Collection]:
    """What managers may see is every collection, or those listed in a channel; shoppers see what is published in it."""
    if requestor.has(*MANAGERS):
        return Collection.objects.all() if channel is None else Collection.objects.filter(_listed(channel))
    return Collection.objects.filter(_listed(channel or "", published_at=now))


def channel_of(requestor: Requestor, channel: str | None) -> str | None:
    """The slug of the channel to look into: what was asked for, or for shoppers the only active one.

    Raises GraphQLError if there are several to choose from.
    """
    if channel is not None or requestor.has(*MANAGERS):
        return channel
    found = channel_for_shopper(None)
    return None if found is None else found.slug


def collections_of(
    product_ids: Sequence[int], requestor: Requestor, *, channel: str | None, now: datetime
) -> dict[int, list[Collection]]:
    """The collections that each product is in, as far as the requestor may see them; one statement."""
    seen = collections_for(requestor, channel=channel, now=now)
    links = CollectionProduct.objects.filter(product__in=product_ids, collection__in=seen).select_related("collection")
    groups = grouped(links.order_by("collection__slug"), "product_id")
    for each in (link.collection for links in groups.values() for link in links):
        each.sold_in = channel
    return {key: [link.collection for link in group] for key, group in groups.items()}


def _listed(channel: str, *, published_at: datetime | None = None) -> Exists:
    rows = CollectionChannelListing.objects.filter(collection=OuterRef("pk"), channel__slug=channel)
    if published_at is not None:
        in_time = Q(published_at__isnull=True) | Q(published_at__lte=published_at)
        rows = rows.filter(in_time, channel__is_active=True, is_published=True)
    return Exists(rows)
