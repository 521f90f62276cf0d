"""The text by which products are found, kept with each product."""

from collections.abc import Iterable, Sequence

from django.db import connection

from marketplace.engine.models import Product, ProductAttributeValue, ProductVariant, VariantAttributeValue
from marketplace.engine.rules.text_search import folded
from marketplace.graphql.batches import grouped

_UPDATE = """
update engine_product p set
  search_text = data.short,
  search_vector = setweight(to_tsvector('german', data.name), 'A') || setweight(to_tsvector('german', data.words), 'B')
    || setweight(to_tsvector('german', p.description_plaintext), 'D')
from unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) as data(id, name, words, short)
where p.id = data.id
"""
_BATCH = 500


def refresh_search(product_ids: Iterable[int]) -> None:
    """Write the search columns of products anew: name, category path, variants, attribute values and description."""
    keys = sorted(set(product_ids))
    for start in range(0, len(keys), _BATCH):
        _refresh(keys[start : start + _BATCH])


def _refresh(keys: Sequence[int]) -> None:
    products = (
        Product.objects.filter(pk__in=keys)
        .select_related("category__parent")
        .only("name", "category__name", "category__parent__name")
    )
    variants = grouped(ProductVariant.objects.filter(product__in=keys).only("name", "sku", "product_id"), "product_id")
    words = _attribute_words(keys)
    rows = []
    for product in products:
        category = product.category
        named = [category.name, category.parent.name if category.parent else ""] if category else []
        own = variants.get(product.pk, [])
        more = " ".join([*named, *(each.name for each in own), *words.get(product.pk, [])])
        short = folded(" ".join([product.name, more, *(each.sku or "" for each in own)]))
        rows.append((product.pk, product.name, more, short))
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_UPDATE, [list(column) for column in zip(*rows, strict=True)])


def _attribute_words(keys: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    of_products = ProductAttributeValue.objects.filter(product__in=keys).values_list("product_id", "value__name")
    of_variants = VariantAttributeValue.objects.filter(variant__product__in=keys).values_list(
        "variant__product_id", "value__name"
    )
    for product_id, name in [*of_products, *of_variants]:
        found.setdefault(product_id, []).append(name)
    return found
