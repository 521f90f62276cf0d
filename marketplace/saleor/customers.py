"""Accounts: sign-in by tokens, registration, one's own data and addresses."""

from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings

from marketplace.saleor.client import ANONYMOUS, Caller, execute, mutate
from marketplace.saleor.wire import Address, address, given

AddressUse = Literal["SHIPPING", "BILLING"]


@dataclass(frozen=True, kw_only=True)
class User:
    """An account. `id` is Saleor's global id; `language` is lower case (`de`)."""

    id: str
    email: str
    first_name: str
    last_name: str
    language: str
    is_staff: bool
    is_active: bool
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """`access` lives for minutes, `refresh` for weeks. Both are secrets."""

    access: str
    refresh: str
    user: User


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    user: User
    addresses: tuple[Address, ...]
    default_shipping_id: str | None
    default_billing_id: str | None


def create_tokens(*, email: str, password: str) -> Tokens:
    """Sign in. Raises SaleorRefused (INVALID_CREDENTIALS, INACTIVE, LOGIN_ATTEMPT_DELAYED …)."""
    payload = mutate("token_create", {"email": email, "password": password}, caller=ANONYMOUS)
    return _tokens(payload)


def refresh_access(refresh_token: str) -> str:
    """A new access token. Raises SaleorRefused (JWT_SIGNATURE_EXPIRED …) once the person must sign in again."""
    token: str = mutate("token_refresh", {"refreshToken": refresh_token}, caller=ANONYMOUS)["token"]
    return token


def deactivate_tokens(caller: Caller) -> None:
    """Make every token of the account worthless, on all devices."""
    mutate("tokens_deactivate_all", caller=caller)


def register_account(
    *, email: str, password: str, confirm_url: str, first_name: str = "", last_name: str = "", language: str = "de"
) -> bool:
    """Open an account; True if its address must be confirmed by mail, on the page `confirm_url`.

    An address that has an account already gets the same answer, and no mail. Raises SaleorRefused (PASSWORD_TOO_SHORT,
    PASSWORD_TOO_COMMON, INVALID …).
    """
    values = {
        "email": email,
        "password": password,
        "firstName": first_name,
        "lastName": last_name,
        "languageCode": language.upper(),
        "channel": settings.CHANNEL_SLUG,
        "redirectUrl": confirm_url,
    }
    return bool(mutate("account_register", {"input": values}, caller=ANONYMOUS)["requiresConfirmation"])


def update_account(
    *, caller: Caller, first_name: str | None = None, last_name: str | None = None, language: str | None = None
) -> User:
    """Change what is not None of one's own account."""
    values = given(firstName=first_name, lastName=last_name, languageCode=language and language.upper())
    return _user(mutate("account_update", {"input": values}, caller=caller)["user"])


def change_password(*, caller: Caller, old_password: str, new_password: str) -> None:
    """Raises SaleorRefused (INVALID_CREDENTIALS for `oldPassword`, PASSWORD_TOO_SHORT …). Older tokens stop working."""
    mutate("password_change", {"oldPassword": old_password, "newPassword": new_password}, caller=caller)


def confirm_account(*, email: str, token: str, password: str = "") -> None:
    """Confirm with the token of the link. Some Saleors want the password as well.

    Raises SaleorRefused (INVALID for `token`; REQUIRED or INVALID for `password`).
    """
    variables = given(email=email, token=token, password=password or None)
    mutate("confirm_account", variables, caller=ANONYMOUS)


def send_confirmation(*, caller: Caller, confirm_url: str) -> None:
    """Send the link once more. Raises SaleorRefused (ACCOUNT_CONFIRMED, CONFIRMATION_ALREADY_REQUESTED)."""
    variables = {"redirectUrl": confirm_url, "channel": settings.CHANNEL_SLUG}
    mutate("send_confirmation_email", variables, caller=caller)


def request_password_reset(*, email: str, reset_url: str) -> None:
    """Have a link to a new password sent if there is such an account; the answer does not tell."""
    variables = {"email": email, "redirectUrl": reset_url, "channel": settings.CHANNEL_SLUG}
    mutate("request_password_reset", variables, caller=ANONYMOUS)


def set_password(*, email: str, token: str, password: str) -> Tokens:
    """Set a password with the token of the link, and sign in; an address that was not confirmed is confirmed by it.

    Raises SaleorRefused (INVALID for `token`; PASSWORD_TOO_SHORT … for `password`).
    """
    return _tokens(mutate("set_password", {"email": email, "token": token, "password": password}, caller=ANONYMOUS))


def request_email_change(*, caller: Caller, password: str, new_email: str, confirm_url: str) -> None:
    """Have a link sent to the new address. Raises SaleorRefused (INVALID_CREDENTIALS for `password`)."""
    variables = {"password": password, "newEmail": new_email, "redirectUrl": confirm_url}
    mutate("request_email_change", {**variables, "channel": settings.CHANNEL_SLUG}, caller=caller)


def confirm_email_change(*, caller: Caller, token: str) -> None:
    """Take the new address with the token of the link; sessions of the old one end.

    Raises SaleorRefused (JWT_INVALID_TOKEN, UNIQUE).
    """
    mutate("confirm_email_change", {"token": token, "channel": settings.CHANNEL_SLUG}, caller=caller)


def request_deletion(*, caller: Caller, delete_url: str) -> None:
    """Have the link sent that deletes the account."""
    variables = {"redirectUrl": delete_url, "channel": settings.CHANNEL_SLUG}
    mutate("account_request_deletion", variables, caller=caller)


def delete_account(*, caller: Caller, token: str) -> None:
    """Delete one's own account with the token of the link; orders stay.

    Raises SaleorRefused (INVALID for `token`, DELETE_STAFF_ACCOUNT).
    """
    mutate("account_delete", {"token": token}, caller=caller)


def own_account(caller: Caller) -> OwnAccount | None:
    """The account whose token the caller is."""
    me = execute("me", caller=caller)["me"]
    if me is None:
        return None
    return OwnAccount(
        user=_user(me),
        addresses=tuple(_address(each) for each in me["addresses"]),
        default_shipping_id=me["defaultShippingAddress"] and me["defaultShippingAddress"]["id"],
        default_billing_id=me["defaultBillingAddress"] and me["defaultBillingAddress"]["id"],
    )


def create_address(*, caller: Caller, address: Address, use_as: AddressUse | None = None) -> Address:
    """Add to one's address book, as the default for `use_as`. Raises SaleorRefused (REQUIRED, INVALID …)."""
    variables = given(input=address.as_input(), type=use_as)
    return _address(mutate("account_address_create", variables, caller=caller)["address"])


def update_address(*, caller: Caller, id: str, address: Address) -> Address:
    variables = {"id": id, "input": address.as_input()}
    return _address(mutate("account_address_update", variables, caller=caller)["address"])


def delete_address(*, caller: Caller, id: str) -> None:
    mutate("account_address_delete", {"id": id}, caller=caller)


def set_default_address(*, caller: Caller, id: str, use_as: AddressUse) -> None:
    mutate("account_set_default_address", {"id": id, "type": use_as}, caller=caller)


def delete_customer(user_id: str) -> None:
    """Delete an account as the App; its orders stay. Raises SaleorRefused (NOT_FOUND, DELETE_STAFF_ACCOUNT)."""
    mutate("customer_delete", {"id": user_id})


def customer_by_email(email: str) -> User | None:
    """The account of an address, as the App sees it."""
    value = execute("customer_by_email", {"email": email})["user"]
    return value and _user(value)


def confirm_customer(user_id: str) -> User:
    """Take the address of an account as proven, as the App: for accounts that the operator opens."""
    return _user(mutate("customer_update", {"id": user_id, "input": {"isConfirmed": True}})["user"])


def _tokens(payload: dict[str, Any]) -> Tokens:
    return Tokens(access=payload["token"], refresh=payload["refreshToken"], user=_user(payload["user"]))


def _user(value: dict[str, Any]) -> User:
    return User(
        id=value["id"],
        email=value["email"],
        first_name=value["firstName"],
        last_name=value["lastName"],
        language=value["languageCode"].lower(),
        is_staff=value["isStaff"],
        is_active=value["isActive"],
        is_confirmed=value["isConfirmed"],
    )


def _address(value: dict[str, Any]) -> Address:
    place = address(value)
    assert place is not None, "an address of an account is never null"
    return place
