"""Accounts with their address books. Passwords stay behind: nobody can read them, and no API takes them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from marketplace.saleor.client import SaleorRefused, mutate
from marketplace.saleor.moving.goods import Say
from marketplace.saleor.moving.sides import Fault, Kind, Ledger, Sides, reference
from marketplace.saleor.wire import PAGE, Address, address, given, metadata, metadata_input, nodes

SAID = 50  # accounts between two lines of progress


def read_people() -> list[dict[str, Any]]:
    """Every account of the engine that is spoken to."""
    return list(nodes("customers", "customers", {"first": PAGE}))


def carry_people(sides: Sides, ledger: Ledger, *, say: Say) -> list[Fault]:
    """Create the accounts that are missing, each known by its external reference, and complete their address books."""
    with sides.old():
        people = read_people()
    known = ledger.of(Kind.USER)
    todo = [each for each in people if each["id"] not in known]
    if not todo:
        return []
    faults = []
    with sides.new():
        there = {each["externalReference"]: each for each in read_people()}
        for number, person in enumerate(todo, start=1):
            try:
                target_id = _carry(person, there.get(reference(person["id"])))
            except SaleorRefused as refusal:
                # The code tells enough: the sentence would put an address of mail into a log.
                faults.append(Fault(kind="user", name=person["id"], code=refusal.code, message=refusal.field or ""))
                continue
            ledger.note(Kind.USER, [(person["id"], target_id)])
            if number % SAID == 0:
                say(f"accounts {number} of {len(todo)}")
    return faults


def _carry(person: Mapping[str, Any], held: Mapping[str, Any] | None) -> str:
    book = {each["id"]: _place(each) for each in person["addresses"]}
    if held is None:
        target_id: str = mutate("remote/customer_create", {"input": _input(person, book)})["user"]["id"]
        written = set(_defaults(person, book).values())
    else:
        target_id, written = held["id"], {_place(each) for each in held["addresses"]}
    for place in _missing(book.values(), written):
        mutate("remote/address_create", {"userId": target_id, "input": place.as_input()})
    return target_id


def _input(person: Mapping[str, Any], book: Mapping[str, Address]) -> dict[str, Any]:
    defaults = {name: place.as_input() for name, place in _defaults(person, book).items()}
    return given(
        email=person["email"],
        firstName=person["firstName"],
        lastName=person["lastName"],
        languageCode=person["languageCode"],
        isActive=person["isActive"],
        note=person["note"] or None,
        metadata=metadata_input(metadata(person["metadata"])),
        privateMetadata=metadata_input(metadata(person["privateMetadata"])),
        externalReference=reference(person["id"]),
        **defaults,
    )


def _defaults(person: Mapping[str, Any], book: Mapping[str, Address]) -> dict[str, Address]:
    chosen = {name: person[name] for name in ("defaultShippingAddress", "defaultBillingAddress")}
    return {name: book[place["id"]] for name, place in chosen.items() if place and place["id"] in book}


def _place(value: Mapping[str, Any]) -> Address:
    """An address without its id."""
    place = address({**value, "id": None})
    assert place is not None, "an address of an account is never null"
    return place


def _missing(wanted: Iterable[Address], written: Iterable[Address]) -> list[Address]:
    """Saleor writes telephone numbers in a form of its own, so they tell no two addresses apart."""
    there = {replace(place, phone="") for place in written}
    return [place for key, place in {replace(each, phone=""): each for each in wanted}.items() if key not in there]
