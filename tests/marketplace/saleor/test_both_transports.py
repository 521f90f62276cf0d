"""The same calls, in this process and over HTTP, with the same results."""

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from marketplace.engine.services.accounts import create_app
from marketplace.money import Money
from marketplace.saleor import categories, checkouts, customers, metadata, products, setup, shop, tokens, warehouses
from marketplace.saleor.checkouts import LineInput
from marketplace.saleor.client import ANONYMOUS, Caller, SaleorRefused, execute
from marketplace.saleor.permissions import APP_PERMISSIONS
from marketplace.saleor.products import NewProduct
from marketplace.saleor.setup import NewWarehouse
from marketplace.saleor.wire import Address
from tests.marketplace.saleor.wsgi_server import served_installation

pytestmark = [pytest.mark.django_db(transaction=True)]

PASSWORD = "ein langes Passwort"
MARKT = Address(company="Laden", street="Altmarkt 1", postal_code="06712", city="Zeitz")


@pytest.fixture(scope="module")
def installation(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), served_installation() as address:
        yield address


@pytest.fixture(params=["in_process", "http"])
def saleor(request, settings):
    """Which way to Saleor."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    if request.param == "http":
        address = request.getfixturevalue("installation")
        _, token = create_app(name="Platform", identifier="platform", permissions=sorted(APP_PERMISSIONS))
        settings.SALEOR_API_URL, settings.SALEOR_APP_TOKEN = f"{address}/graphql/", token
    return request.param


@pytest.fixture
def market(saleor):
    return setup.ensure_market(name="Zeitz")


@pytest.fixture
def offer(market):
    """Create products of one shop by their names, for 2.49 and ten pieces each."""
    shop_id = setup.ensure_warehouses([NewWarehouse(slug="laden", name="Laden", address=MARKT)])["laden"].id
    category = categories.create_category(slug="brot", name="Brot")

    def create(*names, **fields):
        rows = [
            NewProduct(
                name=name,
                sku=f"SKU-{name}",
                price=Decimal("2.49"),
                warehouse_id=shop_id,
                quantity=10,
                product_type_id=market.goods.id,
                category_id=category.id,
                tax_class_id=market.tax_class_ids[Decimal(7)],
                channel_id=market.channel.id,
                description="Mit Roggen & Liebe.\n\nJeden Morgen frisch.",
                metadata={"unit": "kg"},
                **fields,
            )
            for name in names
        ]
        return products.create_products(rows)

    return create


def test_a_market_is_made_once(saleor):
    first = setup.ensure_market(name="Zeitz")
    assert (first.channel.slug, first.channel.currency, first.zone.countries) == ("zeitz", "EUR", ("DE",))
    assert sorted(first.tax_class_ids) == [0, 7, 19]
    assert setup.ensure_market(name="Zeitz") == first


def test_warehouses_are_made_once_and_sell(market):
    wanted = [NewWarehouse(slug=slug, name=slug, address=MARKT) for slug in ("eins", "zwei")]
    first = setup.ensure_warehouses(wanted)
    assert setup.ensure_warehouses(wanted) == first
    assert first["eins"].address.street == "Altmarkt 1"
    assert set(setup.ensure_market(name="Zeitz").zone.warehouse_ids) == {each.id for each in first.values()}
    changed = warehouses.update_warehouse(id=first["eins"].id, name="Neu", email="laden@example.org")
    assert (changed.name, changed.email, changed.slug) == ("Neu", "laden@example.org", "eins")
    assert warehouses.warehouse_by_slug("keins") is None


def test_products_come_back_as_they_went(offer):
    created, other = offer("Roggenbrot", "Brezel")
    assert (created.name, created.description) == ("Roggenbrot", "Mit Roggen & Liebe.\n\nJeden Morgen frisch.")
    assert (created.category_slug, created.product_type_slug, created.is_published) == ("brot", "ware", True)
    variant = created.default_variant
    assert (variant.sku, variant.price) == ("SKU-Roggenbrot", Money(Decimal("2.49")))
    assert [(stock.quantity, stock.available) for stock in variant.stocks] == [(10, 10)]
    assert created.metadata == {"unit": "kg"}
    assert products.product(created.id) == created
    assert products.product_by_slug(created.slug) == created
    assert products.products_by_ids([created.id, other.id]) == {created.id: created, other.id: other}
    assert {each.id for each in products.all_products()} == {created.id, other.id}
    assert products.product_by_slug("gibt-es-nicht") is None


def test_products_are_found_by_their_shelf_and_by_slug(offer):
    bread, roll = offer("Roggenbrot", "Brezel")
    place = bread.default_variant.stocks[0].warehouse_id
    empty = setup.ensure_warehouses([NewWarehouse(slug="leer", name="Leer", address=MARKT)])["leer"]
    assert {each.id for each in products.products_in(place)} == {bread.id, roll.id}
    assert list(products.products_in(empty.id)) == []
    assert products.products_by_slugs([bread.slug, "gibt-es-nicht"]) == {bread.slug: bread}


def test_each_row_of_a_bulk_stands_for_itself(offer):
    outcomes = offer("Brot", "Brot", "Kuchen", slug=None)
    good = [each.name for each in outcomes if not isinstance(each, SaleorRefused)]
    assert len(outcomes) == 3 and "Kuchen" in good


def test_products_change_piece_by_piece(offer, market):
    (product,) = offer("Brot")
    variant, place = product.default_variant, product.default_variant.stocks[0].warehouse_id
    products.update_product(id=product.id, name="Landbrot", description="Neu.", metadata={"origin": "Zeitz"})
    products.update_variant(id=variant.id, sku="NEU-1", metadata={"ean": "4006381333931"})
    products.set_price(variant_id=variant.id, channel_id=market.channel.id, price=Decimal("3.10"))
    products.set_stock(variant_id=variant.id, warehouse_id=place, quantity=4)
    products.set_published(id=product.id, channel_id=market.channel.id, published=False)
    changed = products.product(product.id)
    assert (changed.name, changed.description, changed.is_published) == ("Landbrot", "Neu.", False)
    assert changed.metadata == {"unit": "kg", "origin": "Zeitz"}
    variant = changed.default_variant
    assert (variant.sku, variant.price, variant.metadata) == ("NEU-1", Money(Decimal("3.10")), {"ean": "4006381333931"})
    assert variant.stocks[0].quantity == 4
    products.delete_product(product.id)
    assert products.product(product.id) is None


def test_pictures_are_uploaded_and_deleted(offer):
    (product,) = offer("Brot")
    content = BytesIO()
    Image.new("RGB", (40, 30), "sienna").save(content, "PNG")
    picture = products.add_picture(
        product_id=product.id, image=content.getvalue(), file_name="brot.png", content_type="image/png", alt="Ein Brot"
    )
    assert picture.alt == "Ein Brot"
    with_picture = products.product(product.id)
    assert [each.id for each in with_picture.pictures] == [picture.id]
    assert with_picture.thumbnail_url
    products.delete_picture(picture.id)
    assert products.product(product.id).pictures == ()


def test_a_file_that_is_no_picture_is_refused(offer):
    (product,) = offer("Brot")
    with pytest.raises(SaleorRefused):
        products.add_picture(
            product_id=product.id, image=b"kein Bild", file_name="brot.png", content_type="image/png", alt=""
        )


def test_a_basket_is_filled_and_emptied(offer):
    bread, roll = (product.default_variant for product in offer("Brot", "Brezel"))
    checkout = checkouts.create_checkout(lines=[LineInput(variant_id=bread.id, quantity=2, metadata={"note": "x"})])
    assert (checkout.subtotal, checkout.total) == (Money(Decimal("4.98")), Money(Decimal("4.98")))
    assert checkout.lines[0].metadata == {"note": "x"}
    checkout = checkouts.add_lines(id=checkout.id, lines=[LineInput(variant_id=roll.id, quantity=1)])
    assert [(line.product_name, line.quantity) for line in checkout.lines] == [("Brot", 2), ("Brezel", 1)]
    checkout = checkouts.update_lines(id=checkout.id, quantities={checkout.lines[0].id: 5})
    assert checkout.lines[0].quantity == 5
    checkout = checkouts.delete_lines(id=checkout.id, line_ids=[checkout.lines[1].id])
    assert [line.quantity for line in checkout.lines] == [5]
    checkouts.set_email(id=checkout.id, email="kundin@example.org")
    person = Address(first_name="Kundin", last_name="Muster", street="Markt 2", postal_code="06712", city="Zeitz")
    checkouts.set_addresses(id=checkout.id, shipping=person)
    checkout = checkouts.checkout(checkout.id)
    assert checkout.shipping_address.street == checkout.billing_address.street == "Markt 2"
    metadata.set_metadata(id=checkout.id, values={"seen": "1"}, caller=ANONYMOUS)
    metadata.set_private_metadata(id=checkout.id, values={"plan": "p"})
    read = checkouts.checkout(checkout.id)
    assert (read.metadata, read.private_metadata) == ({"seen": "1"}, {"plan": "p"})
    assert read.email == "kundin@example.org"
    assert checkouts.checkout(checkout.id, caller=ANONYMOUS).private_metadata == {}


def test_more_than_there_is_cannot_be_put_in_a_basket(offer):
    (bread,) = offer("Brot")
    with pytest.raises(SaleorRefused) as caught:
        checkouts.create_checkout(lines=[LineInput(variant_id=bread.default_variant.id, quantity=11)])
    assert (caught.value.code, caught.value.field) == ("INSUFFICIENT_STOCK", "quantity")


def test_private_notes_are_for_the_app_alone(offer):
    (bread,) = offer("Brot")
    checkout = checkouts.create_checkout(lines=[LineInput(variant_id=bread.default_variant.id, quantity=1)])
    with pytest.raises(SaleorRefused) as caught:
        execute("checkout", {"id": checkout.id, "private": True}, caller=ANONYMOUS)
    assert caught.value.code == "PERMISSION_DENIED"


def open_account(email):
    """Open and confirm an account through the transport under test."""
    customers.register_account(email=email, password=PASSWORD, confirm_url="http://127.0.0.1:8000/x/")
    customers.confirm_customer(customers.customer_by_email(email).id)


def test_an_account_counts_once_its_address_is_proven(market):
    values = {"email": "neu@example.org", "password": PASSWORD, "confirm_url": "http://127.0.0.1:8000/x/"}
    assert customers.register_account(**values)
    assert customers.register_account(**values), "a taken address gets the same answer"
    with pytest.raises(SaleorRefused) as caught:
        customers.create_tokens(email="neu@example.org", password=PASSWORD)
    assert caught.value.code == "ACCOUNT_NOT_CONFIRMED"
    account = customers.customer_by_email("neu@example.org")
    assert not account.is_confirmed
    assert customers.confirm_customer(account.id).is_confirmed
    assert customers.create_tokens(email="neu@example.org", password=PASSWORD).user.id == account.id
    assert customers.customer_by_email("niemand@example.org") is None


def test_links_by_mail_are_asked_for_and_refused(market):
    open_account("kundin@example.org")
    page = "http://127.0.0.1:8000/x/"
    caller = Caller.user(customers.create_tokens(email="kundin@example.org", password=PASSWORD).access)
    customers.request_password_reset(email="kundin@example.org", reset_url=page)
    customers.request_password_reset(email="niemand@example.org", reset_url=page)
    customers.request_email_change(caller=caller, password=PASSWORD, new_email="neu@example.org", confirm_url=page)
    customers.request_deletion(caller=caller, delete_url=page)
    refused = {
        "INVALID": [
            lambda: customers.confirm_account(email="kundin@example.org", token="x"),
            lambda: customers.set_password(email="kundin@example.org", token="x", password=PASSWORD),
            lambda: customers.delete_account(caller=caller, token="x"),
            lambda: customers.request_password_reset(email="kundin@example.org", reset_url="https://evil.example/"),
        ],
        "JWT_INVALID_TOKEN": [lambda: customers.confirm_email_change(caller=caller, token="x")],
        "INVALID_CREDENTIALS": [
            lambda: customers.request_email_change(caller=caller, password="x", new_email="a@b.de", confirm_url=page)
        ],
        "ACCOUNT_CONFIRMED": [lambda: customers.send_confirmation(caller=caller, confirm_url=page)],
    }
    for code, acts in refused.items():
        for act in acts:
            with pytest.raises(SaleorRefused) as caught:
                act()
            assert caught.value.code == code


def test_people_sign_in_and_keep_addresses(market):
    open_account("kundin@example.org")
    pair = customers.create_tokens(email="kundin@example.org", password=PASSWORD)
    claims = tokens.verify(pair.access)
    assert (claims.user_id, claims.email, claims.is_staff) == (pair.user.id, "kundin@example.org", False)
    caller = Caller.user(customers.refresh_access(pair.refresh))
    address = customers.create_address(caller=caller, address=MARKT, use_as="SHIPPING")
    account = customers.own_account(caller)
    assert (account.user, account.addresses, account.default_shipping_id) == (pair.user, (address,), address.id)
    customers.update_address(caller=caller, id=address.id, address=Address(**{**MARKT.__dict__, "street": "Markt 9"}))
    customers.set_default_address(caller=caller, id=address.id, use_as="BILLING")
    account = customers.own_account(caller)
    assert (account.addresses[0].street, account.default_billing_id) == ("Markt 9", address.id)
    customers.delete_address(caller=caller, id=address.id)
    assert customers.own_account(caller).addresses == ()
    assert customers.own_account(ANONYMOUS) is None


def test_a_basket_becomes_a_persons(offer):
    (bread,) = offer("Brot")
    open_account("kundin@example.org")
    pair = customers.create_tokens(email="kundin@example.org", password=PASSWORD)
    checkout = checkouts.create_checkout(lines=[LineInput(variant_id=bread.default_variant.id, quantity=1)])
    assert checkout.user_id is None
    assert checkouts.attach_customer(id=checkout.id, caller=Caller.user(pair.access)).user_id == pair.user.id


def test_a_token_that_is_none_is_told_apart(saleor):
    with pytest.raises(SaleorRefused) as caught:
        execute("me", caller=Caller.user("nonsense.of.three"))
    assert caught.value.code == "TOKEN_INVALID"


def test_the_engine_says_which_it_is(saleor):
    assert shop.shop().schema_version == "3.24"
