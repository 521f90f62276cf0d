"""Relay global ids in Saleor's form: base64 of `Type:pk`."""

from base64 import b64decode, b64encode
from binascii import Error as BadBase64

from marketplace.errors import NotFound


def global_id(type_name: str, pk: object) -> str:
    """The opaque id of an object, e.g. ("Product", 7) -> UHJvZHVjdDo3."""
    return b64encode(f"{type_name}:{pk}".encode()).decode()


def pk_of(type_name: str, value: str | None, *, field: str | None = "id") -> str:
    """The primary key inside a global id of the given type. Raises NotFound on nonsense or another type."""
    try:
        name, _, pk = b64decode(value or "", validate=True).decode().partition(":")
    except (BadBase64, UnicodeDecodeError, ValueError):
        raise NotFound(field) from None
    if name != type_name or not pk:
        raise NotFound(field)
    return pk


def int_pk_of(type_name: str, value: str | None, *, field: str | None = "id") -> int:
    """Like `pk_of` for integer keys."""
    pk = pk_of(type_name, value, field=field)
    if not pk.isdecimal() or len(pk) > 18:
        raise NotFound(field)
    return int(pk)


def type_of(value: str | None) -> str | None:
    """The type name inside a global id; None on nonsense."""
    try:
        name, _, pk = b64decode(value or "", validate=True).decode().partition(":")
    except (BadBase64, UnicodeDecodeError, ValueError):
        return None
    return name if name and pk else None
