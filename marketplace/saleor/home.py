"""Shuts the seam while the town is on its way into the Saleor that this platform is set to.

Until the move is done the platform's rows name the embedded engine's objects, and ids of the two engines look alike: a
page or a task that asked Saleor for "its" product 17 would get somebody else's.
"""

from django.conf import settings

from marketplace.saleor.errors import SaleorUnreachable
from marketplace.saleor.models import Move
from marketplace.saleor.transports import spoken_to_another

_at_home: set[str] = set()  # addresses in which the town has arrived: it never leaves while a process lives


def refuse_while_moving() -> None:
    """Raises SaleorUnreachable while the town moves into the configured Saleor, for everybody but those who move it."""
    api_url = settings.SALEOR_API_URL
    if api_url is None or api_url in _at_home or spoken_to_another():
        return
    if Move.objects.filter(api_url=api_url, finished_at=None).exists():
        raise SaleorUnreachable("the town is moving into this Saleor and has not arrived yet")
    _at_home.add(api_url)
