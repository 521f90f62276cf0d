"""Metadata of any object: who may touch it, and how it is changed.

Each module that owns a type registers a `MetadataDoor` under the type's GraphQL name in `doors`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
from marketplace.errors import DomainError, PermissionRefused
from marketplace.graphql.context import Requestor
from marketplace.graphql.ids import global_id, pk_of, type_of
from marketplace.registry import Registry

Permissions = Callable[[Requestor, Any], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class MetadataDoor:
    """Where the objects of a type are and who may touch their metadata.

    `rows` gives all objects of the type. `public(requestor, row)` names the permissions of which a writer of public
    metadata needs one; an empty sequence opens it to everybody who knows the id (as Saleor does for checkouts).
    `private` is the same for private metadata, for reading and for writing. Unless the permissions depend on the object
    (`by_object`), they are asked for before it is looked up: whoever lacks them learns nothing about ids. `stamp` is
    the column that says when an object changed.
    """

    rows: Callable[[], QuerySet[WithMetadata]]
    public: Permissions
    private: Permissions
    by_object: bool = False
    stamp: str | None = None


doors: Registry[MetadataDoor] = Registry("metadata door")

# Saleor takes the bare key of these too, which it calls their token.
_BY_TOKEN = ("Order", "Checkout")


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
    requestor: Requestor, *, item_id: str, items: Sequence[Mapping[str, str]], private: bool = False, now: datetime
) -> WithMetadata:
    """Set keys of an object's public or private metadata; `items` are `{key, value}`.

    Raises DomainError GRAPHQL_ERROR (an id that is none), NOT_FOUND, REQUIRED (an empty key) and PermissionRefused.
    """
    door, row = _locked(requestor, item_id, private=private)
    if any(not each["key"].strip() for each in items):
        raise DomainError("REQUIRED", "Metadata key cannot be empty.", field="input")
    changed = {**_stored(row, private), **{each["key"]: each["value"] for each in items}}
    return _saved(door, row, changed, private=private, now=now)


@transaction.atomic
def delete_metadata(
    requestor: Requestor, *, item_id: str, keys: Iterable[str], private: bool = False, now: datetime
) -> WithMetadata:
    """Remove keys; unknown ones are passed over. Raises DomainError GRAPHQL_ERROR, NOT_FOUND and PermissionRefused."""
    door, row = _locked(requestor, item_id, private=private)
    gone = set(keys)
    changed = {key: value for key, value in _stored(row, private).items() if key not in gone}
    return _saved(door, row, changed, private=private, now=now)


def _stored(row: WithMetadata, private: bool) -> dict[str, str]:
    stored: dict[str, str] = row.private_metadata if private else row.metadata
    return stored


def _locked(requestor: Requestor, item_id: str, *, private: bool) -> tuple[MetadataDoor, WithMetadata]:
    type_name, door = _door_of(item_id)
    permissions = door.private if private else door.public
    if not door.by_object:
        _require(requestor, permissions(requestor, None))
    row = _row(door, _key(type_name, item_id))
    if row is None:
        raise DomainError("NOT_FOUND", f"Couldn't resolve to a node: {item_id}", field="id")
    if door.by_object:
        _require(requestor, permissions(requestor, row))
    return door, row


def _door_of(item_id: str) -> tuple[str, MetadataDoor]:
    """The type that an id names, and its door. Raises DomainError GRAPHQL_ERROR or NOT_FOUND (a type without one)."""
    type_name = type_of(item_id)
    if type_name is None:
        type_name = next((name for name in _BY_TOKEN if _row(doors[name], item_id) is not None), None)
    if type_name is None:
        raise DomainError("GRAPHQL_ERROR", "Couldn't resolve to a node.", field="id")
    door = doors.get(type_name)
    if door is None:
        raise DomainError("NOT_FOUND", f"Couldn't resolve to a item with meta: {item_id}", field="id")
    return type_name, door


def _key(type_name: str, item_id: str) -> str:
    return item_id if type_of(item_id) is None else pk_of(type_name, item_id)


def _row(door: MetadataDoor, key: str) -> WithMetadata | None:
    """The locked object of a key; None for keys that name nothing, or nothing of that kind."""
    try:
        return door.rows().select_for_update(of=("self",)).filter(pk=key).first()
    except (ValueError, ValidationError):
        return None


def _require(requestor: Requestor, permissions: Sequence[str]) -> None:
    if permissions:
        requestor.require(*permissions)


def _saved(
    door: MetadataDoor, row: WithMetadata, changed: dict[str, str], *, private: bool, now: datetime
) -> WithMetadata:
    if changed == _stored(row, private):
        return row
    name = "private_metadata" if private else "metadata"
    setattr(row, name, changed)
    if door.stamp is not None:
        setattr(row, door.stamp, now)
    row.save(update_fields=[name, *((door.stamp,) if door.stamp else ())])
    return row


def _own(requestor: Requestor, user_pk: object) -> bool:
    return requestor.user_id is not None and requestor.user_id == global_id("User", user_pk)


def _of_user(requestor: Requestor, row: User) -> Sequence[str]:
    return () if _own(requestor, row.pk) else _private_of_user(requestor, row)


def _private_of_user(_requestor: Requestor, row: User) -> Sequence[str]:
    return ("MANAGE_STAFF",) if row.is_staff else ("MANAGE_USERS",)


def _of_address(requestor: Requestor, row: Address) -> Sequence[str]:
    """One's own is free; else who manages its holder: staff, a warehouse, customers."""
    if row.user_id is not None and _own(requestor, row.user_id):
        return ()
    if row.user is None and Warehouse.objects.filter(address=row).exists():
        return ("MANAGE_PRODUCTS",)
    return _private_of_address(requestor, row)


def _private_of_address(_requestor: Requestor, row: Address) -> Sequence[str]:
    if row.user is None and Warehouse.objects.filter(address=row).exists():
        raise PermissionRefused("The private metadata of a warehouse's address is for nobody.")
    return ("MANAGE_STAFF",) if row.user is not None and row.user.is_staff else ("MANAGE_USERS",)


_SAME_FOR_BOTH: Mapping[type[WithMetadata], tuple[str, ...]] = {
    Product: ("MANAGE_PRODUCTS",),
    ProductVariant: ("MANAGE_PRODUCTS",),
    ProductMedia: ("MANAGE_PRODUCTS",),
    Category: ("MANAGE_PRODUCTS",),
    Collection: ("MANAGE_PRODUCTS",),
    Page: ("MANAGE_PAGES",),
    PageType: ("MANAGE_PAGE_TYPES_AND_ATTRIBUTES",),
    Menu: ("MANAGE_MENUS",),
    MenuItem: ("MANAGE_MENUS",),
    Warehouse: ("MANAGE_PRODUCTS",),
    ProductType: ("MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",),
    Attribute: ("MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",),
    Channel: ("MANAGE_CHANNELS",),
    ShippingZone: ("MANAGE_SHIPPING",),
    TaxClass: ("HANDLE_TAXES", "MANAGE_TAXES"),
}
_STAMPED = frozenset({Product, ProductVariant, Category})


def _register(model: type[WithMetadata], permissions: tuple[str, ...]) -> None:
    allowed, stamp = needs(*permissions), "updated_at" if model in _STAMPED else None
    rows = model._default_manager.all
    doors.register(model.__name__, MetadataDoor(rows=rows, public=allowed, private=allowed, stamp=stamp))


for _model, _permissions in _SAME_FOR_BOTH.items():
    _register(_model, _permissions)
doors.register(
    "User",
    MetadataDoor(rows=User.objects.all, public=_of_user, private=_private_of_user, by_object=True, stamp="updated_at"),
)
doors.register(
    "Address",
    MetadataDoor(
        rows=Address.objects.select_related("user").all,
        public=_of_address,
        private=_private_of_address,
        by_object=True,
    ),
)
