"""The demo town's people: accounts in Saleor, opened through the seam, and their roles."""

import csv
from datetime import datetime
from pathlib import Path

from marketplace.accounts import link_pages
from marketplace.accounts.models import Person
from marketplace.accounts.services import ensure_person, grant_role
from marketplace.saleor import customers

DEMO_PASSWORD = "zeitz-demo"  # noqa: S105 printed at the start of every demo
FILE = "accounts.csv"


def load(folder: Path, *, now: datetime) -> str:
    """Open the accounts of `accounts.csv` (email, first_name, last_name, roles parted by blanks); may be run again."""
    with (folder / FILE).open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        person = _person(row)
        for kind in row["roles"].split():
            grant_role(person, kind)
    return f"{len(rows)} accounts"


def _person(row: dict[str, str]) -> Person:
    """The person of a row, whose address counts as confirmed: nobody reads the mail of the demo."""
    account = customers.customer_by_email(row["email"])
    if account is None:
        customers.register_account(
            email=row["email"],
            password=DEMO_PASSWORD,
            confirm_url=link_pages.page(link_pages.CONFIRM),
            first_name=row["first_name"],
            last_name=row["last_name"],
        )
        account = customers.customer_by_email(row["email"])
    if account is None:
        raise LookupError(f"no account was opened for {row['email']}")
    return ensure_person(account if account.is_confirmed else customers.confirm_customer(account.id))
