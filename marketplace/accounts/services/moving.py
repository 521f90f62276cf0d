"""People keep their rows when the town moves into another engine; the accounts behind them get new ids."""

from marketplace.accounts.models import Erasure, Person
from marketplace.saleor.moving.repoint import repoint
from marketplace.saleor.moving.sides import Kind, Ledger


def arrive(ledger: Ledger) -> None:
    """Take over the new ids; the caller's transaction is the move."""
    repoint(ledger, Person, "saleor_user_id", Kind.USER, park=True)
    repoint(ledger, Erasure, "saleor_user_id", Kind.USER, park=True)
