"""Collections: what they are called, what is in them, in which order, and where they are shown."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from marketplace.engine.models import Collection, CollectionChannelListing, CollectionProduct, Product
from marketplace.engine.refusals import Refusals, int_pk_of, missing
from marketplace.engine.rules.ordering import moved
from marketplace.engine.services.catalogue_event import product_changed
from marketplace.engine.services.listings import channels_by_ids
from marketplace.engine.services.naming import fill_named
from marketplace.engine.services.pictures import forget_pictures, store_background
from marketplace.errors import DomainError

_COLUMNS = ("name", "slug", "description", "seo_title", "seo_description", "background_image_alt")


def collection_by_id(collection_id: str, *, field: str = "id", lock: bool = False) -> Collection:
    """Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    rows = Collection.objects.select_for_update() if lock else Collection.objects.all()
    collection = rows.filter(pk=int_pk_of("Collection", collection_id, field=field)).first()
    if collection is None:
        raise missing(collection_id, field=field)
    return collection


@transaction.atomic
def create_collection(*, values: Mapping[str, Any], product_ids: Sequence[str] = (), now: datetime) -> Collection:
    """A new collection of the given products. Raises DomainError GRAPHQL_ERROR, INVALID, REQUIRED, UNIQUE."""
    keys = _product_keys(product_ids)
    collection = Collection()
    fill_named(collection, values, columns=_COLUMNS, called="name")
    _hang_picture(collection, values)
    collection.save()
    _put_in(collection, keys)
    product_changed(keys, now=now)
    return collection


@transaction.atomic
def update_collection(*, collection_id: str, values: Mapping[str, Any]) -> Collection:
    """Change what is given. Raises DomainError NOT_FOUND, INVALID, REQUIRED, UNIQUE."""
    collection = collection_by_id(collection_id, lock=True)
    fill_named(collection, values, columns=_COLUMNS, called="name")
    _hang_picture(collection, values)
    collection.save()
    return collection


@transaction.atomic
def delete_collection(*, collection_id: str, now: datetime) -> Collection:
    """Take a collection apart; its products stay. Raises DomainError NOT_FOUND."""
    collection = collection_by_id(collection_id, lock=True)
    keys = list(collection.product_links.values_list("product_id", flat=True))
    key, picture = collection.pk, collection.background_image
    collection.delete()
    collection.pk = key
    forget_pictures([picture])
    product_changed(keys, now=now)
    return collection


@transaction.atomic
def add_products(*, collection_id: str, product_ids: Sequence[str], now: datetime) -> Collection:
    """Put products in, behind those that are there. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    collection = collection_by_id(collection_id, field="collectionId", lock=True)
    keys = _product_keys(product_ids)
    _put_in(collection, keys)
    product_changed(keys, now=now)
    return collection


@transaction.atomic
def remove_products(*, collection_id: str, product_ids: Sequence[str], now: datetime) -> Collection:
    """Take products out; one that is not in it is passed over. Raises DomainError NOT_FOUND, GRAPHQL_ERROR."""
    collection = collection_by_id(collection_id, field="collectionId", lock=True)
    keys = _product_keys(product_ids)
    collection.product_links.filter(product__in=keys).delete()
    product_changed(keys, now=now)
    return collection


@transaction.atomic
def reorder_products(*, collection_id: str, moves: Sequence[Mapping[str, Any]]) -> Collection:
    """Move products by so many places, one move after the other; `moves` are Saleor's MoveProductInputs.

    Raises DomainError NOT_FOUND, also for a product that is not in the collection.
    """
    collection = collection_by_id(collection_id, field="collectionId", lock=True)
    links = list(collection.product_links.all())
    order = [link.product_id for link in links]
    steps = {}
    for move in moves:
        key = int_pk_of("Product", move["product_id"], field="moves")
        if key not in order:
            raise DomainError("NOT_FOUND", f"Couldn't resolve to a product: {move['product_id']}", field="moves")
        steps[key] = 1 if move.get("sort_order") is None else move["sort_order"]
    for key, step in steps.items():
        order = moved(order, key, step)
    for link in links:
        link.sort_order = order.index(link.product_id)
    CollectionProduct.objects.bulk_update(links, ["sort_order"])
    return collection


@transaction.atomic
def update_collection_listings(
    *, collection_id: str, add: Sequence[Mapping[str, Any]], remove: Sequence[str] = (), now: datetime
) -> Collection:
    """Show, hide or take a collection off channels; `add` are Saleor's PublishableChannelListingInputs.

    Published without a day means from now on. Raises DomainError NOT_FOUND, GRAPHQL_ERROR, DUPLICATED_INPUT_ITEM.
    """
    collection = collection_by_id(collection_id, lock=True)
    _refuse_duplicates([each["channel_id"] for each in add], remove)
    channels = channels_by_ids([each["channel_id"] for each in add])
    gone = [int_pk_of("Channel", each, field="removeChannels") for each in remove]
    for given in add:
        changes = {name: given[name] for name in ("is_published", "published_at") if name in given}
        if changes.get("is_published") is None:
            changes.pop("is_published", None)
        if changes.get("is_published") and not changes.get("published_at"):
            changes["published_at"] = now
        CollectionChannelListing.objects.update_or_create(
            collection=collection, channel=channels[given["channel_id"]], defaults=changes
        )
    collection.channel_listings.filter(channel__in=gone).delete()
    return collection


def _refuse_duplicates(added: Sequence[str], removed: Sequence[str]) -> None:
    refusals = []
    if both := sorted(set(added) & set(removed)):
        message = "A channel cannot be added and removed at once."
        refusals.append(DomainError("DUPLICATED_INPUT_ITEM", message, field="input", channels=both))
    for field, ids in (("addChannels", added), ("removeChannels", removed)):
        if twice := sorted({each for each in ids if list(ids).count(each) > 1}):
            refusals.append(DomainError("DUPLICATED_INPUT_ITEM", "Duplicated channel ID.", field=field, channels=twice))
    if refusals:
        raise Refusals(refusals)


def _product_keys(product_ids: Sequence[str]) -> list[int]:
    """Keys of products that exist, each once, in the given order. Raises DomainError GRAPHQL_ERROR, NOT_FOUND."""
    keys = list(dict.fromkeys(int_pk_of("Product", each, field="products") for each in product_ids))
    known = set(Product.objects.filter(pk__in=keys).values_list("pk", flat=True))
    if absent := [key for key in keys if key not in known]:
        raise DomainError("NOT_FOUND", f"Couldn't resolve to products: {absent}", field="products")
    return keys


def _put_in(collection: Collection, keys: Sequence[int]) -> None:
    """Without a place of their own they stand behind all that have one, as in Saleor."""
    links = [CollectionProduct(collection=collection, product_id=key) for key in keys]
    CollectionProduct.objects.bulk_create(links, ignore_conflicts=True)


def _hang_picture(collection: Collection, values: Mapping[str, Any]) -> None:
    if values.get("background_image") is not None:
        forget_pictures([collection.background_image])
        collection.background_image = store_background(values["background_image"], folder="collection-backgrounds")
