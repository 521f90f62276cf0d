"""Metadata of any object: who may touch it, and how it is changed.

Each module that owns a type registers a `MetadataDoor` under the type's GraphQL name in `doors`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from marketplace.engine.models import (
    Address,
    Attribute,
    Category,
    Channel,
    Collection,
    Menu,
    MenuItem,
    Page,
    PageType,
    Product,
    ProductMedia,
    ProductType,
    ProductVariant,
    ShippingZone,
    TaxClass,
    User,
    Warehouse,
    WithMetadata,
)
from marketplace.engine.refusals import Refusals
from marketplace.errors import DomainError
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id, pk_of, type_of
from marketplace.registry import Registry

Permissions = Callable[[Requestor, WithMetadata], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class MetadataDoor:
    """Where the objects of a type are and who may touch their metadata.

    `rows` gives all objects of the type. `public(requestor, row)` names the permissions of which a writer of public
    metadata needs one; an empty sequence opens it to everybody who knows the id (as Saleor does for checkouts and
    orders). `private` is the same for private metadata, for reading and for writing. `changed(row)` runs after a
    change, inside its transaction, e.g. to record an event.
    """

    rows: Callable[[], QuerySet[WithMetadata]]
    public: Permissions
    private: Permissions
    changed: Callable[[WithMetadata], None] | None = None


doors: Registry[MetadataDoor] = Registry("metadata door")


def needs(*permissions: str) -> Permissions:
    """The same permissions for every object."""
    return lambda _requestor, _row: permissions


def anybody(_requestor: Requestor, _row: WithMetadata) -> Sequence[str]:
    """No permission needed."""
    return ()


def require_private(requestor: Requestor, type_name: str, row: WithMetadata) -> None:
    """Raise PermissionRefused unless the requestor may read the row's private metadata."""
    requestor.require(*doors[type_name].private(requestor, row))


@transaction.atomic
def update_metadata(
    requestor: Requestor, *, item_id: str, items: Sequence[Mapping[str, str]], private: bool = False
) -> WithMetadata:
    """Set keys of an object's public or private metadata; `items` are `{key, value}`.

    Raises DomainError NOT_FOUND, REQUIRED (an empty key) and PermissionRefused.
    """
    door, row = _locked(requestor, item_id, private=private)
    if blank := [
        DomainError("REQUIRED", "Metadata key cannot be empty.", field="input")
        for each in items
        if not each["key"].strip()
    ]:
        raise Refusals(blank[:1])
    _stored(row, private).update({each["key"]: each["value"] for each in items})
    return _saved(door, row, private=private)


@transaction.atomic
def delete_metadata(requestor: Requestor, *, item_id: str, keys: Iterable[str], private: bool = False) -> WithMetadata:
    """Remove keys; unknown ones are passed over. Raises DomainError NOT_FOUND and PermissionRefused."""
    door, row = _locked(requestor, item_id, private=private)
    for key in keys:
        _stored(row, private).pop(key, None)
    return _saved(door, row, private=private)


def _stored(row: WithMetadata, private: bool) -> dict[str, str]:
    stored: dict[str, str] = row.private_metadata if private else row.metadata
    return stored


def _locked(requestor: Requestor, item_id: str, *, private: bool) -> tuple[MetadataDoor, WithMetadata]:
    unknown = DomainError("NOT_FOUND", f"Couldn't resolve to an item: {item_id}", field="id")
    type_name = type_of(item_id)
    door = doors.get(type_name or "")
    if door is None or type_name is None:
        raise unknown
    try:
        row = door.rows().select_for_update(of=("self",)).filter(pk=pk_of(type_name, item_id)).first()
    except (ValueError, ValidationError):
        raise unknown from None
    if row is None:
        raise unknown
    permissions = (door.private if private else door.public)(requestor, row)
    if permissions:
        requestor.require(*permissions)
    return door, row


def _saved(door: MetadataDoor, row: WithMetadata, *, private: bool) -> WithMetadata:
    row.save(update_fields=["private_metadata" if private else "metadata"])
    if door.changed:
        door.changed(row)
    return row


def _own(requestor: Requestor, user_pk: object) -> bool:
    return requestor.user_id is not None and requestor.user_id == global_id("User", user_pk)


def _of_user(requestor: Requestor, row: WithMetadata) -> Sequence[str]:
    assert isinstance(row, User)
    if _own(requestor, row.pk):
        return ()
    return ("MANAGE_STAFF",) if row.is_staff else ("MANAGE_USERS",)


def _private_of_user(_requestor: Requestor, row: WithMetadata) -> Sequence[str]:
    assert isinstance(row, User)
    return ("MANAGE_STAFF",) if row.is_staff else ("MANAGE_USERS",)


def _of_address(requestor: Requestor, row: WithMetadata) -> Sequence[str]:
    assert isinstance(row, Address)
    return () if row.user_id is not None and _own(requestor, row.user_id) else ("MANAGE_USERS",)


_SAME_FOR_BOTH: Mapping[type[WithMetadata], str] = {
    Product: "MANAGE_PRODUCTS",
    ProductVariant: "MANAGE_PRODUCTS",
    ProductMedia: "MANAGE_PRODUCTS",
    Category: "MANAGE_PRODUCTS",
    Collection: "MANAGE_PRODUCTS",
    Page: "MANAGE_PAGES",
    PageType: "MANAGE_PAGE_TYPES_AND_ATTRIBUTES",
    Menu: "MANAGE_MENUS",
    MenuItem: "MANAGE_MENUS",
    Warehouse: "MANAGE_PRODUCTS",
    ProductType: "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
    Attribute: "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
    Channel: "MANAGE_CHANNELS",
    ShippingZone: "MANAGE_SHIPPING",
    TaxClass: "MANAGE_TAXES",
}


def _door(model: type[WithMetadata], permission: str) -> MetadataDoor:
    allowed = needs(permission)
    return MetadataDoor(rows=model._default_manager.all, public=allowed, private=allowed)


for _model, _permission in _SAME_FOR_BOTH.items():
    doors.register(_model.__name__, _door(_model, _permission))
doors.register("User", MetadataDoor(rows=User.objects.all, public=_of_user, private=_private_of_user))
doors.register("Address", MetadataDoor(rows=Address.objects.all, public=_of_address, private=needs("MANAGE_USERS")))
