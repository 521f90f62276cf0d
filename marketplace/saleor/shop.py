"""Settings that hold for the whole Saleor."""

from dataclasses import dataclass

from marketplace.saleor.client import execute, mutate
from marketplace.saleor.wire import given


@dataclass(frozen=True, kw_only=True)
class Shop:
    name: str
    version: str
    schema_version: str


def shop() -> Shop:
    """Which Saleor answers. Raises SaleorUnreachable."""
    value = execute("shop")["shop"]
    return Shop(name=value["name"], version=value["version"], schema_version=value["schemaVersion"])


def update_shop_settings(
    *,
    reserve_minutes_anonymous: int | None = None,
    reserve_minutes_signed_in: int | None = None,
    confirm_accounts_by_mail: bool | None = None,
    sign_in_unconfirmed: bool | None = None,
) -> None:
    """Minutes for which a checkout keeps its goods from other buyers; whether a new account must prove its address, and
    whether it may sign in before. What is None stays as it is."""
    values = given(
        reserveStockDurationAnonymousUser=reserve_minutes_anonymous,
        reserveStockDurationAuthenticatedUser=reserve_minutes_signed_in,
        enableAccountConfirmationByEmail=confirm_accounts_by_mail,
        allowLoginWithoutConfirmation=sign_in_unconfirmed,
    )
    mutate("shop_settings_update", {"input": values})
