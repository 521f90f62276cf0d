"""A query that is compiled once reads what its queryset reads, each time anew."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import BigIntegerField, Count, F, Model, QuerySet
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import Category, Product, ProductVariant
from marketplace.graphql.ready_query import ReadyQuery, keep_children, one_of
from tests.factories.engine_catalogue import Shelf, shelf


@pytest.fixture
def town(db: None) -> Shelf:
    made = shelf()
    made.put("Brot", "Kuchen", "Torte")
    return made


def columns(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def with_product(slug: str) -> QuerySet[ProductVariant]:
    rows = ProductVariant.objects.filter(product__slug=slug).select_related("product__category__parent")
    return rows.defer("product__search_vector").order_by("pk")


def among(keys: Sequence[int], name: str) -> QuerySet[Product]:
    wanted = one_of('"engine_product"."id"', keys, BigIntegerField())
    return (
        Product.objects.defer("search_vector")
        .filter(wanted)
        .exclude(name=name)
        .annotate(shouted=F("slug"))
        .order_by("-name")
    )


def test_instances_and_what_is_joined_to_them_are_whole(town: Shelf) -> None:
    ready = ReadyQuery(with_product, "?")
    (expected,) = with_product("brot")
    (found,) = ready.rows("brot")
    assert columns(found) == columns(expected)
    with CaptureQueriesContext(connection) as captured:
        assert found.product.get_deferred_fields() == {"search_vector"}
        assert found.product.metadata == expected.product.metadata
        assert found.product.category is not None
        assert found.product.category.name == "Brot"
    assert len(captured) == 0
    assert ready.first("nirgends") is None


def test_an_outer_join_without_a_row_is_none(town: Shelf) -> None:
    Product.objects.filter(slug="kuchen").update(category=None)
    (found,) = ReadyQuery(with_product, "?").rows("kuchen")
    assert found.product.category is None


def test_values_are_new_on_each_run_also_when_prepared(town: Shelf) -> None:
    ready = ReadyQuery(among, [-1], "?")
    keys = dict(Product.objects.values_list("slug", "pk"))
    for _ in range(4):
        assert [row.name for row in ready.rows([keys["brot"], keys["torte"]], "Kuchen")] == ["Torte", "Brot"]
        assert [row.name for row in ready.rows([keys["brot"], keys["torte"]], "Torte")] == ["Brot"]
        assert ready.rows([], "Torte") == []
    assert ready.rows([keys["brot"]], "")[0].shouted == "brot"  # type: ignore[attr-defined]


def test_a_change_is_seen_and_a_lock_is_held(town: Shelf) -> None:
    ready = ReadyQuery(
        lambda pk: Product.objects.defer("search_vector").select_for_update(no_key=True).filter(pk=pk).order_by(), -1
    )
    key = Product.objects.get(slug="brot").pk
    with transaction.atomic():
        (row,) = ready.rows(key)
        row.name = "Landbrot"
        row.save(update_fields=["name"])
        (again,) = ready.rows(key)
    assert again.name == "Landbrot"


def test_children_are_there_as_if_prefetched(town: Shelf) -> None:
    brot = Product.objects.get(slug="brot")
    keep_children(brot, "variants", list(ProductVariant.objects.filter(product=brot)))
    with CaptureQueriesContext(connection) as captured:
        assert [variant.product_id for variant in brot.variants.all()] == [brot.pk]
    assert len(captured) == 0


def test_an_example_that_the_query_does_not_ask_for_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match=r"example \[1\] is not a parameter"):
        ReadyQuery(lambda slug, _unused: Category.objects.filter(slug=slug), "?", "!").rows("a", "b")


def test_a_search_vector_must_be_deferred(db: None) -> None:
    with pytest.raises(ValueError, match="defer it"):
        ReadyQuery(Product.objects.all).rows()


def test_constants_of_the_query_stay_what_they_are(town: Shelf) -> None:
    def rows(slug: str) -> QuerySet[Product]:
        return Product.objects.defer("search_vector").annotate(n=Count("variants")).filter(n__gte=1, slug=slug)

    assert [row.slug for row in ReadyQuery(rows, "?").rows("torte")] == ["torte"]
