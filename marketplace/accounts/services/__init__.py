"""What is done with accounts, roles and personal data."""

from marketplace.accounts.services.links import (
    awaited_address,
    confirm_account,
    confirm_email_change,
    confirm_erasure,
    follow_deletion,
    note_new_email,
    request_email_change,
    request_erasure,
    request_password,
    send_confirmation,
    set_password,
)
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
    "awaited_address",
    "change_password",
    "confirm_account",
    "confirm_email_change",
    "confirm_erasure",
    "ensure_person",
    "erase_person",
    "export_person",
    "finish_erasures",
    "follow_deletion",
    "grant_role",
    "identify",
    "note_new_email",
    "register",
    "request_email_change",
    "request_erasure",
    "request_password",
    "revoke_role",
    "send_confirmation",
    "set_password",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "update_profile",
]
