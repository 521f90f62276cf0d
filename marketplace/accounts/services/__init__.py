"""What is done with accounts, roles and personal data."""

from marketplace.accounts.services.people import ensure_person, grant_role, revoke_role, update_profile
from marketplace.accounts.services.privacy import erase_person, export_person, finish_erasures
from marketplace.accounts.services.sign_in import (
    change_password,
    identify,
    register,
    sign_in,
    sign_out,
    sign_out_everywhere,
)

__all__ = [
    "change_password",
    "ensure_person",
    "erase_person",
    "export_person",
    "finish_erasures",
    "grant_role",
    "identify",
    "register",
    "revoke_role",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "update_profile",
]
