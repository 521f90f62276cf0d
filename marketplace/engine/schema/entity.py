"""Objects by their federation keys, as Saleor's `_entities` finds them: who may not see an object gets null.

Orders and people are found for their owners and for who manages them; knowing an order's id is not enough here.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from marketplace.engine import models
from marketplace.engine.refusals import int_pk_of, pk_of
from marketplace.engine.schema.representation import type_of
from marketplace.engine.selectors.accounts import user_of
from marketplace.engine.selectors.channels import channel_by_slug
from marketplace.engine.selectors.order import orders
from marketplace.engine.selectors.products import ProductQuestion, products_by_pk
from marketplace.engine.selectors.variants import variants_seen_by
from marketplace.graphql.selection import selection

Found = Sequence[Any]
Representations = Sequence[Mapping[str, Any]]

MOST = 100
"""Representations in one question, as Saleor's FEDERATED_QUERY_MAX_ENTITIES."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "Product": ("id channel",),
    "ProductVariant": ("id channel",),
    "Category": ("id",),
    "ProductType": ("id",),
    "ProductMedia": ("id",),
    "Order": ("id",),
    "User": ("id", "email"),
    "Address": ("id",),
}


def find(type_name: str, representations: Representations, info: Any) -> Found:
    """The objects of one type by their keys, in order; None for missing and hidden ones alike.

    Raises DomainError GRAPHQL_ERROR on an id that is none of this type.
    """
    return _FINDERS[type_name](representations, info)


def find_by_id(type_name: str, ids: Sequence[str | None], info: Any, *, channel: str | None) -> Found:
    """The same from ids alone, as a field of the platform that leads here has them; None stays None."""
    keys = [{"id": each, "channel": channel} for each in ids if each is not None]
    found = iter(find(type_name, keys, info) if keys else ())
    return [None if each is None else next(found) for each in ids]


def name_of(value: object) -> str:
    """The name of the type that an object is shown as."""
    name: str = type_of(value)._meta.name
    return name


def _by_channel(
    type_name: str, read: Callable[[list[int], str | None, Any], Mapping[int, Any]]
) -> Callable[[Representations, Any], Found]:
    def find_all(representations: Representations, info: Any) -> Found:
        keys = [(each.get("channel"), int_pk_of(type_name, each.get("id"))) for each in representations]
        groups: dict[str | None, list[int]] = defaultdict(list)
        for channel, pk in keys:
            groups[channel].append(pk)
        found = {channel: read(pks, channel, info) for channel, pks in groups.items()}
        return [found[channel].get(pk) for channel, pk in keys]

    return find_all


def _products(pks: list[int], channel: str | None, info: Any) -> Mapping[int, Any]:
    question = ProductQuestion(requestor=info.context.requestor, now=info.context.now, channel=channel)
    return products_by_pk(question, selection(info), pks)


def _variants(pks: list[int], channel: str | None, info: Any) -> Mapping[int, Any]:
    found = variants_seen_by(info.context.requestor, channel, now=info.context.now).in_bulk(pks)
    sold_in = channel_by_slug(channel) if channel is not None else None
    for variant in found.values():
        variant.sold_in = sold_in
    return found


def _rows(type_name: str, rows: Callable[[Any], "QuerySet[Any]"]) -> Callable[[Representations, Any], Found]:
    """Objects of integer keys out of those that the requestor may see."""

    def find_all(representations: Representations, info: Any) -> Found:
        pks = [int_pk_of(type_name, each.get("id")) for each in representations]
        found = rows(info).in_bulk(pks)
        return [found.get(pk) for pk in pks]

    return find_all


def _orders(representations: Representations, info: Any) -> Found:
    requestor = info.context.requestor
    rows = orders()
    if not requestor.has("MANAGE_ORDERS"):
        owner = user_of(requestor)
        rows = rows.none() if owner is None else rows.filter(user=owner)
    pks = [pk_of("Order", each.get("id")) for each in representations]
    try:
        found = {str(pk): order for pk, order in rows.in_bulk(pks).items()}
    except ValidationError:  # an id whose key is no UUID
        return [None] * len(pks)
    return [found.get(pk) for pk in pks]


def _users(representations: Representations, info: Any) -> Found:
    rows = _people(info)
    pks = [int_pk_of("User", each["id"]) for each in representations if each.get("id")]
    emails = [str(each.get("email")) for each in representations if not each.get("id")]
    by_id = rows.in_bulk(pks)
    by_email = {user.email: user for user in rows.filter(email__in=emails)} if emails else {}
    return [
        by_id.get(int_pk_of("User", each["id"])) if each.get("id") else by_email.get(str(each.get("email")))
        for each in representations
    ]


def _people(info: Any) -> "QuerySet[models.User]":
    requestor = info.context.requestor
    if requestor.has("MANAGE_USERS"):
        return models.User.objects.all()
    own = user_of(requestor)
    return models.User.objects.none() if own is None else models.User.objects.filter(pk=own.pk)


def _addresses(info: Any) -> "QuerySet[models.Address]":
    if info.context.requestor.has("MANAGE_USERS"):
        return models.Address.objects.all()
    return models.Address.objects.filter(user__in=_people(info))


_FINDERS: dict[str, Callable[[Representations, Any], Found]] = {
    "Product": _by_channel("Product", _products),
    "ProductVariant": _by_channel("ProductVariant", _variants),
    "Category": _rows("Category", lambda _info: models.Category.objects.all()),
    "ProductType": _rows("ProductType", lambda _info: models.ProductType.objects.all()),
    "ProductMedia": _rows("ProductMedia", lambda _info: models.ProductMedia.objects.all()),
    "Order": _orders,
    "User": _users,
    "Address": _rows("Address", _addresses),
}
