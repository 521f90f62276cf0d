"""Pieces of lines for which money goes back, and how much it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder, VendorOrderLine
from marketplace.orders.rules.amounts import given_back_for


@dataclass(frozen=True)
class Part:
    """Pieces of a line (none: the price alone is lowered), and what is returned for them."""

    line: VendorOrderLine
    quantity: int
    amount: Decimal


def chosen_parts(order: VendorOrder, quantities: Mapping[int, int]) -> list[Part]:
    """The pieces, given by primary key of their line. Raises DomainError NOTHING_SELECTED, LINE_UNKNOWN,
    QUANTITY_TOO_LARGE."""
    wanted = {pk: quantity for pk, quantity in quantities.items() if quantity}
    if not wanted:
        raise DomainError("NOTHING_SELECTED", _("Bitte wählen Sie aus, was Sie nicht liefern können."), field="lines")
    lines = {line.pk: line for line in order.lines.all()}
    if wanted.keys() - lines.keys():
        raise DomainError("LINE_UNKNOWN", _("Diesen Artikel gibt es in der Bestellung nicht."), field="lines")
    for pk, quantity in wanted.items():
        if not 0 < quantity <= lines[pk].quantity_left:
            raise DomainError(
                "QUANTITY_TOO_LARGE",
                _("Von „%(name)s“ sind nur noch %(left)d bestellt.")
                % {"name": lines[pk].name, "left": lines[pk].quantity_left},
                field="lines",
            )
    return [part_of(line, wanted[line.pk]) for line in lines.values() if line.pk in wanted]


def part_of(line: VendorOrderLine, quantity: int) -> Part:
    """So many pieces of the line; what was taken off its price before is not returned twice."""
    amount = given_back_for(
        line.total, quantity=line.quantity, rejected_before=line.quantity_rejected, rejected_now=quantity
    )
    return Part(line, quantity, min(amount, line.amount_left))


def reduce_lines(parts: list[Part]) -> None:
    """Store what is returned with each line; the order's row must be locked."""
    for part in parts:
        part.line.quantity_rejected += part.quantity
        part.line.given_back += part.amount
        part.line.save(update_fields=["quantity_rejected", "given_back"])


def as_history(parts: list[Part]) -> list[dict[str, object]]:
    """The parts as an entry of the history keeps them."""
    return [
        {"line": part.line.pk, "name": part.line.name, "quantity": part.quantity, "amount": str(part.amount)}
        for part in parts
    ]


def check_shown(order: VendorOrder, amount: Decimal, shown_due: Decimal | None) -> None:
    """Hold what would be owed after returning `amount` against what somebody was shown. The order must be locked.

    A button that is pressed twice, or by two people, acts once. Raises DomainError AMOUNT_CHANGED.
    """
    if shown_due is not None and shown_due != order.due - amount:
        message = _("Inzwischen hat sich an der Bestellung etwas geändert. Bitte sehen Sie den Betrag noch einmal an.")
        raise DomainError("AMOUNT_CHANGED", message)
