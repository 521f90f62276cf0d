"""What people do with links by mail: confirm their address, set a password, change the address, delete the account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from marketplace.accounts import attempts, link_pages, session_tokens
from marketplace.accounts.models import Person
from marketplace.accounts.selectors import person_by_saleor_id
from marketplace.accounts.services import letters
from marketplace.accounts.services.privacy import erase_person, refuse_erasure
from marketplace.accounts.services.sign_in import enter, sign_in, sign_out
from marketplace.errors import DomainError, NotFound
from marketplace.saleor import customers
from marketplace.saleor.client import SaleorRefused

PAGE = link_pages.page


def confirm_account(request: HttpRequest, *, email: str, token: str, password: str, now: datetime) -> Person:
    """Confirm the address with the token of the link, and sign in.

    The password is checked first: who never opened an account must not confirm what somebody else opened under their
    address. Who is signed in to this account needs none. Raises SaleorRefused (INVALID for `token`,
    INVALID_CREDENTIALS), SaleorUnreachable, DomainError LOGIN_ATTEMPT_DELAYED.
    """
    person: Person | None = request.person  # type: ignore[attr-defined]
    if person is not None and person.email.lower() == email.strip().lower():
        customers.confirm_account(email=email, token=token)
        session_tokens.confirmation_done(request)
        return person
    try:
        return sign_in(request, email, password, now=now)
    except SaleorRefused as refusal:
        if refusal.code != "ACCOUNT_NOT_CONFIRMED":
            raise
    customers.confirm_account(email=email, token=token, password=password)
    return sign_in(request, email, password, now=now)


def awaited_address(request: HttpRequest) -> str | None:
    """The address that somebody in this browser has still to confirm."""
    return session_tokens.awaited_address(request)


def send_confirmation(request: HttpRequest) -> None:
    """Send another link to the address whose confirmation is awaited in this browser.

    Saleor repeats the first link for people who are signed in alone; everybody else gets one to a new password, which
    confirms the address too. Raises NotFound if none is awaited, SaleorRefused (ACCOUNT_CONFIRMED,
    CONFIRMATION_ALREADY_REQUESTED), SaleorUnreachable.
    """
    address = session_tokens.awaited_address(request)
    if address is None:
        raise NotFound("email")
    if request.person is None:  # type: ignore[attr-defined]
        request_password(email=address)
    else:
        confirm_url = PAGE(link_pages.CONFIRM)
        customers.send_confirmation(caller=request.caller, confirm_url=confirm_url)  # type: ignore[attr-defined]


def request_password(*, email: str) -> None:
    """Have a link to a new password sent, which also confirms the address; nobody learns whether there is an account.

    Raises SaleorUnreachable.
    """
    customers.request_password_reset(email=email.strip(), reset_url=PAGE(link_pages.PASSWORD))


def set_password(request: HttpRequest, *, email: str, token: str, password: str, now: datetime) -> Person:
    """Set the password with the token of the link, and sign in; other devices must sign in again.

    Raises SaleorRefused (INVALID for `token`, PASSWORD_* for `password`, INACTIVE), SaleorUnreachable.
    """
    pair = customers.set_password(email=email.strip(), token=token, password=password)
    return enter(request, pair, now=now)


def request_email_change(request: HttpRequest, *, new_email: str, password: str) -> None:
    """Have a link sent to the new address and word to the old one.

    Raises SaleorRefused (INVALID_CREDENTIALS for `password`), SaleorUnreachable, and DomainError LOGIN_ATTEMPT_DELAYED:
    each wish counts, so that nobody guesses the password or floods other people's mailboxes here.
    """
    person, caller = request.person, request.caller  # type: ignore[attr-defined]
    attempts.refuse_too_many(person.email, attempts.EMAIL_WISHES)
    attempts.count_failure(person.email, attempts.EMAIL_WISHES)
    confirm_url = PAGE(link_pages.EMAIL)
    customers.request_email_change(
        caller=caller, password=password, new_email=new_email.strip(), confirm_url=confirm_url
    )


def confirm_email_change(request: HttpRequest, *, token: str) -> None:
    """Take the new address with the token of the link. Sessions end with the old address: sign in with the new one.

    Raises SaleorRefused (JWT_INVALID_TOKEN, UNIQUE), SaleorUnreachable.
    """
    customers.confirm_email_change(caller=request.caller, token=token)  # type: ignore[attr-defined]
    sign_out(request)


def note_new_email(event: Mapping[str, Any]) -> None:
    """Tell the address that was, and keep the one that is. Whoever never signed in here is not known here.

    The old address is what our copy still has, or what it had before a sign-in with the new one.
    """
    new_email = event["user"]["email"]
    person = person_by_saleor_id(event["user"]["id"])
    if person is None:
        return
    old_email = person.previous_email if person.email.lower() == new_email.lower() else person.email
    if old_email:
        letters.send_letter(letters.Kind.EMAIL_CHANGED, event, to=old_email)
    Person.objects.filter(pk=person.pk).update(email=new_email, previous_email="")


def request_erasure(request: HttpRequest, *, now: datetime) -> None:
    """Have the link sent that deletes the account.

    Raises the DomainError of a holder of data that cannot let go yet (an open order), SaleorRefused, SaleorUnreachable.
    """
    person, caller = request.person, request.caller  # type: ignore[attr-defined]
    refuse_erasure(person, now=now)
    customers.request_deletion(caller=caller, delete_url=PAGE(link_pages.ERASE))


def confirm_erasure(request: HttpRequest, *, token: str, now: datetime) -> tuple[str, ...]:
    """Delete the account with the token of the link, here and in Saleor, and sign out; returns what the law keeps.

    Raises like `request_erasure`, and SaleorRefused (INVALID for `token`, DELETE_STAFF_ACCOUNT); then nothing is gone.
    """
    person, caller = request.person, request.caller  # type: ignore[attr-defined]
    refuse_erasure(person, now=now)
    customers.delete_account(caller=caller, token=token)
    remains = follow_deletion(saleor_user_id=person.saleor_user_id, now=now)
    sign_out(request)
    return remains


def follow_deletion(*, saleor_user_id: str, now: datetime) -> tuple[str, ...]:
    """Forget here whose account is gone in Saleor; returns what the law keeps. Doing it twice is harmless.

    Raises the DomainError of a holder of data that cannot let go yet: try again later.
    """
    person = person_by_saleor_id(saleor_user_id)
    if person is None:
        return ()
    try:
        return tuple(erase_person(person, now=now).remains)
    except DomainError as refusal:
        if refusal.code != "ERASED":
            raise
        person.refresh_from_db()
        return tuple(person.erasure.remains)
