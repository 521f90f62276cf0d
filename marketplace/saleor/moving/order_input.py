"""An order of the old engine as Saleor's `OrderBulkCreateInput`."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from marketplace.saleor.moving import order_rules
from marketplace.saleor.moving.sides import Kind, Ledger, reference
from marketplace.saleor.wire import address, given, metadata, metadata_input

Raw = dict[str, Any]


class OrderWriter:
    """Writes orders with the new ids of what they name. `shelves`: old warehouse ids by old variant id;
    `tax_classes`: new ids by name."""

    def __init__(
        self, *, ledger: Ledger, shelves: Mapping[str, str], method_id: str, tax_classes: Mapping[str, str]
    ) -> None:
        self._ledger, self._shelves, self._method_id, self._tax_classes = ledger, shelves, method_id, tax_classes

    def write(self, order: Raw) -> Raw:
        """Raises LookupError if the order names something that was not carried."""
        live = order_rules.is_live(order)
        return given(
            externalReference=reference(order["id"]),
            channel=settings.CHANNEL_SLUG,
            createdAt=order["created"],
            status="DRAFT" if live else "FULFILLED",
            user=self._user(order),
            billingAddress=_address(order["billingAddress"] or order["shippingAddress"]),
            shippingAddress=_address(order["shippingAddress"]),
            currency=order["total"]["gross"]["currency"],
            languageCode=order["languageCodeEnum"],
            customerNote=order["customerNote"] or None,
            metadata=metadata_input(metadata(order["metadata"])),
            privateMetadata=metadata_input(metadata(order["privateMetadata"])),
            lines=[self._line(order, line) for line in order["lines"]],
            deliveryMethod=self._delivery(order),
            fulfillments=None if live else self._fulfilments(order),
            transactions=[_transaction(each) for each in order["transactions"]],
        )

    def warehouse(self, source_id: str | None) -> str:
        """The new id of a warehouse. Raises LookupError."""
        found = self._ledger.of(Kind.WAREHOUSE).get(source_id or "")
        if found is None:
            raise LookupError("its goods lie in no stock room that was carried")
        return found

    def _user(self, order: Raw) -> Raw:
        account = order["user"] and self._ledger.of(Kind.USER).get(order["user"]["id"])
        return {"id": account} if account else {"email": order["userEmail"] or ""}

    def _delivery(self, order: Raw) -> Raw:
        """Saleor asks for a class of tax although the price is given with and without it."""
        named = order["shippingTaxClassName"] or ""
        return {
            "shippingMethodId": self._method_id,
            "shippingMethodName": order["shippingMethodName"] or "",
            "shippingPrice": _taxed(order["shippingPrice"]),
            "shippingTaxClassId": self._tax_classes.get(named) or next(iter(self._tax_classes.values())),
        }

    def _line(self, order: Raw, line: Raw) -> Raw:
        return given(
            variantId=self._variant(line),
            productName=line["productName"],
            variantName=line["variantName"] or None,
            productSku=line["productSku"] or None,
            createdAt=order["created"],
            isShippingRequired=True,
            isGiftCard=False,
            quantity=line["quantity"],
            totalPrice=_taxed(line["totalPrice"]),
            undiscountedTotalPrice=_taxed(line["undiscountedTotalPrice"]),
            warehouse=self.warehouse(self._shelf(order, line)),
            metadata=metadata_input({**metadata(line["metadata"]), order_rules.MARK: line["id"]}),
            taxRate=str(line["taxRate"]),
            taxClassId=self._tax_classes.get(line["taxClassName"] or ""),
            taxClassName=line["taxClassName"],
        )

    def _variant(self, line: Raw) -> str | None:
        if line["variant"] is None:
            return None
        found = self._ledger.of(Kind.VARIANT).get(line["variant"]["id"])
        if found is None:
            raise LookupError(f"{line['productName']} was not carried")
        return found

    def _shelf(self, order: Raw, line: Raw) -> str | None:
        """Where a line's goods lie or lay, by the old engine's id."""
        taken = [each["warehouse"]["id"] for each in line["allocations"] or ()]
        for each in order["fulfillments"]:
            named = {row["orderLine"]["id"] for row in each["lines"] or () if row["orderLine"]}
            if each["warehouse"] and line["id"] in named:
                taken.append(each["warehouse"]["id"])
        shelf = self._shelves.get(line["variant"]["id"]) if line["variant"] else None
        return taken[0] if taken else shelf

    def _fulfilments(self, order: Raw) -> list[Raw]:
        places = {line["id"]: place for place, line in enumerate(order["lines"])}
        by_id = {line["id"]: line for line in order["lines"]}
        return [
            {
                "trackingCode": each["trackingNumber"],
                "lines": [
                    given(
                        variantId=self._variant(by_id[row["orderLine"]["id"]]),
                        quantity=row["quantity"],
                        warehouse=self.warehouse(self._shelf(order, by_id[row["orderLine"]["id"]])),
                        orderLineIndex=places[row["orderLine"]["id"]],
                    )
                    for row in each["lines"]
                ],
            }
            for each in order["fulfillments"]
            if each["status"] == "FULFILLED"
        ]


def _address(value: Raw | None) -> Raw | None:
    place = address(value)
    return place.as_input() if place else None


def _taxed(value: Raw) -> Raw:
    return {"gross": str(value["gross"]["amount"]), "net": str(value["net"]["amount"])}


def _transaction(value: Raw) -> Raw:
    noted = {**metadata(value["metadata"]), order_rules.MARK: value["id"]}
    amounts = {
        name: {"amount": str(value[old]["amount"]), "currency": value[old]["currency"]}
        for name, old in (
            ("amountAuthorized", "authorizedAmount"),
            ("amountCharged", "chargedAmount"),
            ("amountRefunded", "refundedAmount"),
            ("amountCanceled", "canceledAmount"),
        )
        if value[old]["amount"]
    }
    return given(
        name=value["name"] or None,
        message=value["message"] or None,
        pspReference=value["pspReference"] or None,
        availableActions=value["actions"],
        metadata=metadata_input(noted),
        **amounts,
    )
