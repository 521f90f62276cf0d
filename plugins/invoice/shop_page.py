"""The link from a shop's own page to its terms."""

from django.urls import reverse
from django.utils.translation import gettext_lazy

from marketplace.vendors.models import Vendor


class TermsPage:
    icon = "landmark"
    label = gettext_lazy("Verkauf auf Rechnung")
    text = gettext_lazy("Ihr Konto, das Zahlungsziel, und ob Sie auf Rechnung verkaufen.")

    def address(self, vendor: Vendor) -> str:
        return reverse("invoice:terms", args=[vendor.slug])
