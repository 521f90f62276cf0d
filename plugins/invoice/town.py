"""The demo town's shops that take invoices."""

import csv
from datetime import datetime
from pathlib import Path

from marketplace.vendors.models import Vendor
from plugins.invoice.models import InvoiceTerms
from plugins.invoice.services import save_terms

FILE = "invoice_terms.csv"


def load(folder: Path, *, now: datetime) -> str:
    """Take over the accounts of `invoice_terms.csv` (shop,holder,iban,days); shops that have said so themselves keep
    their word."""
    path = folder / FILE
    if not path.exists():
        return "no invoice terms"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    vendors = {vendor.slug: vendor for vendor in Vendor.objects.filter(slug__in=[row["shop"] for row in rows])}
    settled = set(InvoiceTerms.objects.values_list("vendor__slug", flat=True))
    new = [row for row in rows if row["shop"] in vendors and row["shop"] not in settled]
    for row in new:
        save_terms(
            vendor=vendors[row["shop"]], is_offered=True, holder=row["holder"], iban=row["iban"], days=int(row["days"])
        )
    return f"{len(new)} shops take invoices"
