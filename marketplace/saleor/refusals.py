"""Saleor's refusals in the words of the market, for those that people can meet."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.saleor.errors import SaleorRefused

# By (code, field) first, then by code alone. The rest keeps Saleor's own sentence.
WORDS: dict[tuple[str, str | None], object] = {
    ("INSUFFICIENT_STOCK", None): _("Davon ist nicht mehr genug da. Bitte verringern Sie die Menge."),
    ("QUANTITY_GREATER_THAN_LIMIT", None): _("So viel auf einmal geht nicht. Bitte verringern Sie die Menge."),
    ("PRODUCT_NOT_PUBLISHED", None): _("Diese Ware wird gerade nicht angeboten."),
    ("PRODUCT_UNAVAILABLE_FOR_PURCHASE", None): _("Diese Ware wird gerade nicht verkauft."),
    ("UNAVAILABLE_VARIANT_IN_CHANNEL", None): _("Diese Ware wird gerade nicht verkauft."),
    ("INVALID_SHIPPING_METHOD", None): _("Abholung oder Lieferung haben sich geändert. Bitte wählen Sie noch einmal."),
    ("DELIVERY_METHOD_NOT_APPLICABLE", None): _("Diese Lieferart geht für diesen Korb nicht. Bitte wählen Sie neu."),
    ("SHIPPING_METHOD_NOT_SET", None): _("Bitte wählen Sie zuerst Abholung oder Lieferung."),
    ("SHIPPING_ADDRESS_NOT_SET", None): _("Bitte geben Sie zuerst Ihre Anschrift an."),
    ("BILLING_ADDRESS_NOT_SET", None): _("Bitte geben Sie zuerst Ihre Rechnungsanschrift an."),
    ("EMAIL_NOT_SET", None): _("Bitte geben Sie zuerst Ihre E-Mail-Adresse an."),
    ("CHECKOUT_NOT_FULLY_PAID", None): _("Die Zahlung deckt die Summe nicht. Bitte wählen Sie sie noch einmal."),
    ("INVALID", "promoCode"): _("Diesen Gutscheincode gibt es nicht, oder er gilt gerade nicht."),
    ("NOT_FOUND", "promoCode"): _("Dieser Gutschein ist nicht mehr im Korb."),
    ("VOUCHER_NOT_APPLICABLE", "voucherCode"): _(
        "Der Gutschein gilt nicht mehr. Bitte nehmen Sie ihn im Korb heraus und sehen Sie die Summe noch einmal an."
    ),
    ("VOUCHER_NOT_APPLICABLE", None): _(
        "Dieser Gutschein gilt für diesen Korb nicht. Er ist vielleicht für andere Waren, erst ab einem höheren "
        "Betrag, oder Sie haben ihn schon eingelöst."
    ),
    ("INVALID_CREDENTIALS", None): _("E-Mail-Adresse oder Passwort stimmen nicht."),
    ("INVALID_PASSWORD", None): _("Dieses Passwort stimmt nicht."),
    ("INACTIVE", None): _("Dieses Konto ist gesperrt. Bitte wenden Sie sich an den Markt."),
    ("ACCOUNT_NOT_CONFIRMED", None): _("Bitte bestätigen Sie zuerst Ihre E-Mail-Adresse."),
    ("LOGIN_ATTEMPT_DELAYED", None): _("Zu viele Versuche. Bitte warten Sie einen Augenblick."),
    ("PASSWORD_TOO_SHORT", None): _("Das Passwort ist zu kurz: mindestens 8 Zeichen."),
    ("PASSWORD_TOO_COMMON", None): _("Dieses Passwort ist zu bekannt. Bitte wählen Sie ein anderes."),
    ("PASSWORD_TOO_SIMILAR", None): _("Das Passwort ähnelt Ihren Angaben zu sehr. Bitte wählen Sie ein anderes."),
    ("PASSWORD_ENTIRELY_NUMERIC", None): _("Das Passwort darf nicht nur aus Ziffern bestehen."),
    ("UNIQUE", "email"): _("Für diese E-Mail-Adresse gibt es schon ein Konto."),
    ("UNIQUE", "slug"): _("Diese Adresse (Kurzname) ist schon vergeben."),
    ("UNIQUE", "sku"): _("Diese Artikelnummer gibt es schon."),
    ("REQUIRED", None): _("Bitte füllen Sie dieses Feld aus."),
    ("INVALID", "email"): _("Bitte geben Sie eine gültige E-Mail-Adresse an."),
    ("INVALID", "postalCode"): _("Bitte prüfen Sie die Postleitzahl."),
    ("INVALID", "phone"): _("Bitte prüfen Sie die Telefonnummer."),
}


def refusal(errors: Sequence[dict[str, Any]]) -> SaleorRefused:
    """The first of a mutation's `errors`, which must not be empty, in our words."""
    first = errors[0]
    code, field = str(first["code"]), first.get("field")
    words = WORDS.get((code, field)) or WORDS.get((code, None)) or first.get("message") or code
    return SaleorRefused(code, words, field=field, errors=errors)
