"""Which channel a question is about."""

from django.conf import settings
from django.db.models import QuerySet
from graphql import GraphQLError

from marketplace.engine.models import Channel, ShopSettings
from marketplace.errors import DomainError
from marketplace.graphql.ready_query import ReadyQuery


def channels() -> QuerySet[Channel]:
    return Channel.objects.order_by("slug")


def channel_by_slug(slug: str) -> Channel | None:
    return _CHANNEL.first(slug)


_CHANNEL = ReadyQuery(lambda slug: Channel.objects.filter(slug=slug).order_by(), "?")
_SETTINGS = ReadyQuery(ShopSettings.objects.order_by("pk").all)


def channel_for_shopper(slug: str | None) -> Channel | None:
    """The active channel that a caller without permissions sees; without a slug, the only active one.

    Raises GraphQLError, as Saleor does, if there are several to choose from.
    """
    if slug is not None:
        return Channel.objects.filter(slug=slug, is_active=True).first()
    active = list(Channel.objects.filter(is_active=True)[:2])
    if len(active) > 1:
        raise GraphQLError("You need to provide a channel to get the data. Please provide a `channel` argument.")
    return active[0] if active else None


def channel_slug_for(slug: str | None) -> str:
    """The channel in whose name a person is written to; without a slug, the only active one.

    Raises DomainError NOT_FOUND, CHANNEL_INACTIVE, MISSING_CHANNEL_SLUG.
    """
    if slug is None:
        active = list(Channel.objects.filter(is_active=True).values_list("slug", flat=True)[:2])
        if len(active) != 1:
            raise DomainError("MISSING_CHANNEL_SLUG", "You need to provide channel slug.", field="channel")
        return active[0]
    channel = channel_by_slug(slug)
    if channel is None:
        raise DomainError("NOT_FOUND", f"Channel with '{slug}' slug does not exist.", field="channel")
    if not channel.is_active:
        raise DomainError("CHANNEL_INACTIVE", f"Channel with '{slug}' is inactive.", field="channel")
    return channel.slug


def shop_settings() -> ShopSettings:
    """The one row of settings, or defaults that are not stored yet."""
    return _SETTINGS.first() or ShopSettings(name=str(settings.TOWN["market_name"]))
