"""What events are about."""

from collections.abc import Mapping
from typing import Any

from marketplace.engine.models import Fulfillment, Product, ProductVariant, Stock, User
from marketplace.engine.selectors.order import orders


def subject_of(subject_type: str, subject_id: str, details: Mapping[str, Any]) -> Any:
    """The object, read now. One that is gone comes back as a shell with its key and the values kept in `fields`."""
    kept = {**details.get("fields", {}), "pk": subject_id}
    if subject_type == "Order":
        return orders().filter(pk=subject_id).first()
    if subject_type == "Fulfillment":
        return Fulfillment.objects.select_related("order__channel").filter(pk=subject_id).first()
    if subject_type == "Product":
        return Product.objects.filter(pk=subject_id).first() or Product(**kept)
    if subject_type == "Stock":
        return Stock.objects.select_related("warehouse", "product_variant").filter(pk=subject_id).first()
    if subject_type == "ProductVariant":
        return ProductVariant.objects.filter(pk=subject_id).first() or ProductVariant(**kept)
    if subject_type == "User":
        return User.objects.filter(pk=subject_id).first() or User(**kept)
    raise LookupError(f"no events about {subject_type}")
