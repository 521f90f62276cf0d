"""The lock on a vendor order's row, and the check that comes with it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from marketplace.accounts.models import Person
from marketplace.errors import DomainError
from marketplace.orders.models import VendorOrder
from marketplace.orders.rules.states import KEEPERS, TOO_LATE, WRONG_ROLE, Act, Role, State, Verdict, role_for
from marketplace.orders.selectors.access import roles_in


@dataclass(frozen=True)
class Actor:
    """Somebody in the part in which they act. `person` is None for the holder of a token and for the clock."""

    role: Role
    person: Person | None = None


SYSTEM = Actor(Role.SYSTEM)


def lock(order_pk: int) -> VendorOrder:
    """The row as it is now, locked until the open transaction ends."""
    rows = VendorOrder.objects.select_for_update(of=("self",)).select_related("purchase__person", "vendor")
    return rows.get(pk=order_pk)


def permit(order: VendorOrder, act: Act, person: Person | None) -> Actor:
    """The part in which the person may do this now. Raises DomainError NOT_YOURS_TO_DO, ORDER_STATE_CHANGED or
    TOO_LATE_TO_CANCEL."""
    answer = role_for(act, state=State(order.state), roles=roles_in(order, person), brought=order.brought)
    if isinstance(answer, Verdict):
        raise DomainError(answer.code, _sentence(answer, order), state=order.state)
    return Actor(answer, person)


def require_keeper(order: VendorOrder, person: Person | None) -> Actor:
    """The part in which the person keeps the order, whatever its state. Raises DomainError NOT_YOURS_TO_DO."""
    for role in roles_in(order, person):
        if role in KEEPERS:
            return Actor(role, person)
    raise DomainError(WRONG_ROLE.code, _sentence(WRONG_ROLE, order), state=order.state)


def _sentence(verdict: Verdict, order: VendorOrder) -> str:
    if verdict == WRONG_ROLE:
        return _("Das kann bei dieser Bestellung nur der Laden tun.")
    if verdict == TOO_LATE:
        return _(
            "Der Laden hat diese Bestellung schon bestätigt. Bitte rufen Sie dort an, wenn sich etwas geändert hat."
        )
    return _("Die Bestellung ist inzwischen „%(state)s“. Bitte sehen Sie sie neu an.") % {
        "state": order.get_state_display()
    }
