"""Rows read without the ORM's query building are what the ORM would have read."""

from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.db.models import F, Model
from django.test.utils import CaptureQueriesContext

from marketplace.engine.models import Address, Category, Product, ProductVariant, TaxClass, User, Warehouse
from marketplace.graphql.batches import attach, attach_children, children, related
from marketplace.graphql.fast_rows import instance, plain_order, rows_by
from marketplace.graphql.statement import rows_of
from tests.factories.engine_catalogue import Shelf, shelf


@pytest.fixture
def town(db: None) -> Shelf:
    made = shelf()
    made.put("Brot", "Kuchen", "Torte")
    return made


def columns(row: Model) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.mark.parametrize("model", [Product, ProductVariant, Category, Warehouse, Address, TaxClass])
def test_rows_are_whole(town: Shelf, model: type[Model]) -> None:
    pk = model._meta.pk.attname
    expected = list(model._default_manager.order_by(pk))
    found = rows_by(model, pk, [row.pk for row in expected], (pk,))
    assert [columns(row) for row in found] == [columns(row) for row in expected]
    found[0].save()
    assert columns(model._default_manager.get(pk=found[0].pk))[pk] == found[0].pk


def test_order_and_absent_keys(town: Shelf) -> None:
    keys = list(Product.objects.values_list("pk", flat=True))
    assert [row.name for row in rows_by(Product, "id", [*keys, 0], ("-name",))] == ["Torte", "Kuchen", "Brot"]
    assert rows_by(Product, "id", []) == []


def test_an_instance_with_some_columns_defers_the_others(town: Shelf) -> None:
    stored = Product.objects.get(slug="brot")
    bare = instance(Product, ("id", "name"), (stored.pk, "Brot"))
    assert bare.get_deferred_fields() >= {"slug", "metadata"}
    with CaptureQueriesContext(connection) as captured:
        assert bare.slug == "brot"
    assert len(captured) == 1


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (Product.objects.all(), ("slug",)),
        (Product.objects.order_by(), ()),
        (Product.objects.order_by("-category", "pk"), ("-category_id", "id")),
        (Product.objects.order_by(F("name").desc()), ("-name",)),
        (Product.objects.filter(name="x"), None),
        (Product.objects.select_related("category"), None),
        (Product.objects.only("name"), None),
        (Product.objects.defer("name"), None),
        (Product.objects.distinct(), None),
        (Product.objects.order_by("category__name"), None),
        (Product.objects.order_by(F("name").asc(nulls_last=True)), None),
        (Product.objects.all()[:3], None),
        (Product.objects.annotate(n=F("name")), None),
    ],
)
def test_only_plain_tables_are_read_the_fast_way(rows: Any, order: Any) -> None:
    assert plain_order(rows) == order


def test_relations_cost_one_statement_whatever_their_kind(town: Shelf, django_assert_num_queries: Any) -> None:
    for source in (None, Category.objects.select_related("parent").all):
        products = list(Product.objects.all())
        with django_assert_num_queries(1):
            attach(products, "category", source)
        with django_assert_num_queries(0):
            attach(products, "category", source)
            assert {product.category.name for product in products if product.category} == {"Brot"}
    for rows in (ProductVariant.objects.all, ProductVariant.objects.select_related("product").all):
        products = list(Product.objects.order_by("pk"))
        with django_assert_num_queries(1):
            groups = attach_children(products, "found", rows, back="product")
        assert [[each.product for each in group] for group in groups] == [[product] for product in products]
        with django_assert_num_queries(0):
            assert attach_children(products, "found", rows, back="product") == groups


def test_missing_relations_are_none_and_empty(town: Shelf) -> None:
    user = User.objects.create(email="erika@example.com")
    assert related("default_shipping_address")(user, None) is None
    assert children("book", Address.objects.all, back="user")(user, None) == []


def test_a_steady_statement_sees_its_own_transaction(town: Shelf) -> None:
    count = lambda: rows_of("select count(*) from engine_product", [], steady=True)  # noqa: E731
    for _often_enough_to_be_prepared in range(4):
        assert count() == [(3,)]
    with transaction.atomic():
        Product.objects.all().delete()
        assert count() == [(0,)]
        transaction.set_rollback(True)
    assert count() == [(3,)]


def test_statements_are_logged_with_their_text(town: Shelf) -> None:
    with CaptureQueriesContext(connection) as captured:
        rows_of("select %s::int + 1", [1], steady=True)
    assert "select $1::int + 1" in captured[0]["sql"]


@pytest.mark.django_db(transaction=True)
def test_a_server_that_went_away_is_asked_again() -> None:
    for steady in (True, False):
        ((pid,),) = rows_of("select pg_backend_pid()", [], steady=steady)
        with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
            other.execute("select pg_terminate_backend(%s)", [pid])
        ((fresh,),) = rows_of("select pg_backend_pid()", [], steady=steady)
        assert fresh != pid


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_lost_its_server_fails() -> None:
    with pytest.raises(OperationalError), transaction.atomic():
        ((pid,),) = rows_of("select pg_backend_pid()", [], steady=True)
        with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
            other.execute("select pg_terminate_backend(%s)", [pid])
        rows_of("select 1", [], steady=True)
    connection.close()
