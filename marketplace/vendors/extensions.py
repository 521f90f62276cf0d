"""Where plugins offer shops pages of their own."""

from typing import TYPE_CHECKING, Protocol

from marketplace.registry import Registry

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from marketplace.vendors.models import Vendor


class ShopPage(Protocol):
    """A page on which a shop settles something with a plugin; the shop's own page links to it.

    `icon` is a name of the lucide set, `label` a translated name, `text` one sentence. Who may open the page is the
    plugin's own matter (`vendor_for`): the link is shown to everybody who may act for the shop.
    """

    icon: str

    @property
    def label(self) -> "StrOrPromise": ...

    @property
    def text(self) -> "StrOrPromise": ...

    def address(self, vendor: "Vendor") -> str:
        """The path of the page for this shop."""
        ...


shop_pages: Registry[ShopPage] = Registry("page for shops")
