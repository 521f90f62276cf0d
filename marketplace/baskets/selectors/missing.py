"""What stands between a shopper and the order, in the order in which the pages ask for it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from marketplace.baskets.extensions import Destination, Recipient
from marketplace.baskets.selectors.shapes import BasketGroup, LostLine, Missing


def missing_of(
    groups: Sequence[BasketGroup],
    lost: Sequence[LostLine],
    *,
    contact: Recipient | None,
    destination: Destination | None,
    needs_address: bool,
) -> tuple[Missing, ...]:
    """Everything that is missing; empty if the basket can be ordered. Codes: see `shapes.Missing`."""
    if not groups and not lost:
        return (Missing(code="EMPTY", message=_("Ihr Korb ist noch leer.")),)
    return (
        *_lost(lost),
        *(each for group in groups for each in _of_group(group)),
        *_of_shopper(contact, destination if needs_address else None, needs_address),
    )


def _lost(lost: Sequence[LostLine]) -> Iterator[Missing]:
    for line in lost:
        text = _("„%(article)s“ wird nicht mehr angeboten. Bitte nehmen Sie es heraus.") % {"article": line.name}
        yield Missing(code="LOST_LINE", message=text)


def _of_group(group: BasketGroup) -> Iterator[Missing]:
    vendor = group.vendor
    if group.blocked:
        yield Missing(code="VENDOR_BLOCKED", message=group.blocked.message, vendor_pk=vendor.pk)
    elif group.choice is None:
        text = _("Wählen Sie für %(shop)s Abholung oder Lieferung.") % {"shop": vendor.name}
        yield Missing(code="CHOICE_MISSING", message=text, vendor_pk=vendor.pk)
    elif group.choice.is_stale:
        text = _("Bitte wählen Sie für %(shop)s noch einmal. %(reason)s")
        text = (text % {"shop": vendor.name, "reason": group.choice.stale_reason}).strip()
        yield Missing(code="CHOICE_STALE", message=text, vendor_pk=vendor.pk)


def _of_shopper(contact: Recipient | None, destination: Destination | None, needs_address: bool) -> Iterator[Missing]:
    if contact is None or not contact.email or not contact.name:
        yield Missing(code="CONTACT_MISSING", message=_("Sagen Sie uns Ihren Namen und Ihre E-Mail-Adresse."))
    if needs_address and (destination is None or not destination.street or not destination.city):
        yield Missing(code="ADDRESS_MISSING", message=_("Für die Lieferung brauchen wir Ihre Anschrift."))
