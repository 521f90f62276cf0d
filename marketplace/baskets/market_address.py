"""The address of the market itself, and how to tell it from a shopper's.

A checkout of the commerce engine needs a shipping address before it takes a delivery method, and an order needs a
billing address. For goods that are collected in the shops nobody needs to know where the shopper lives, so it is not
asked (GDPR Art. 5(1)(c), law D-30): the market's own address stands there instead, with the shopper's name as far as it
is known. It is never shown as the place where somebody lives.
"""

from dataclasses import replace

from django.conf import settings

from marketplace.saleor.wire import Address


def market_address(*, first_name: str = "", last_name: str = "", phone: str = "") -> Address:
    """The market's address in the name of a shopper."""
    town = settings.TOWN
    return Address(
        first_name=first_name,
        last_name=last_name,
        company=str(town["market_name"]),
        street=str(town["street"]),
        postal_code=str(town["postal_code"]),
        city=str(town["name"]),
        country=str(town["country"]),
        phone=phone,
    )


def is_market_address(address: Address) -> bool:
    """True if the address stands for the market. Engines change the case of what they store."""
    return _place(address) == _place(market_address())


def in_name_of(address: Address, name_from: Address | None) -> Address:
    """The address with the name and telephone of another one, if there is one."""
    if name_from is None:
        return address
    return replace(address, first_name=name_from.first_name, last_name=name_from.last_name, phone=name_from.phone)


def _place(address: Address) -> tuple[str, ...]:
    return tuple(part.casefold() for part in (address.company, address.street, address.postal_code, address.city))
