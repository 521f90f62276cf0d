"""One document over both sides: goods, orders and people lead from Saleor to the platform and back."""

import json
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image

from marketplace.engine.models import Order, User
from marketplace.orders.models import Purchase
from tests.access.world import World, make_world
from tests.factories.accounts import make_person
from tests.factories.vendors import make_staff
from tests.gateway.conftest import NOWHERE, ROOT, Gateway, environment, running_gateway
from tests.marketplace.saleor.wsgi_server import served_installation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EMAIL, PASSWORD = "geheim-kundin@example.org", "ein langes Passwort"
SIGN_IN = "mutation($email: String!, $password: String!) { tokenCreate(email: $email, password: $password) { token } }"


@pytest.fixture
def world(transactional_db: None) -> World:
    return make_world()


@pytest.fixture
def sides(world: World) -> Iterator[str]:
    with served_installation("tests.gateway.two_sides") as address:
        yield address


@pytest.fixture
def gateway(installed: None, sides: str, tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(tmp_path, saleor=f"{sides}/side/saleor/", market=f"{sides}/side/market/") as running:
        yield running


def test_both_sides_answer_as_one(gateway: Gateway, world: World) -> None:
    goods = world.shop.goods[0]
    _over_goods_in_both_directions(gateway, goods)
    token = gateway.ask(SIGN_IN, email=EMAIL, password=PASSWORD)["data"]["tokenCreate"]["token"]
    _a_shopper_sees_the_order_on_both_sides(gateway, world, token)
    _both_sides_act_in_one_document(gateway, token)
    _refusals_keep_their_code(gateway, world)
    _files_arrive_whole(gateway, world, token)


def _over_goods_in_both_directions(gateway: Gateway, goods: Any) -> None:
    answer = gateway.ask(
        """query($id: ID!, $slug: String!) {
          product(id: $id, channel: "zeitz") { name listing { slug vendor { slug } product { id } } }
          listing(slug: $slug) { product { name channel } variant { product { listing { slug } } } }
        }""",
        id=goods.product_id,
        slug=goods.slug,
    )
    assert answer == {
        "data": {
            "product": {
                "name": goods.name,
                "listing": {"slug": goods.slug, "vendor": {"slug": "opferladen"}, "product": {"id": goods.product_id}},
            },
            "listing": {
                "product": {"name": goods.name, "channel": "zeitz"},
                "variant": {"product": {"listing": {"slug": goods.slug}}},
            },
        }
    }


def _a_shopper_sees_the_order_on_both_sides(gateway: Gateway, world: World, token: str) -> None:
    shopper = make_person(email=EMAIL, saleor_user_id=world.ids["customer"])
    Purchase.objects.update(person=shopper)
    Order.objects.update(user=User.objects.get(email=EMAIL))  # it was bought without signing in
    make_staff(world.shop, shopper)
    mine = (
        "{ me { email vendors { slug } } myVendorOrders(first: 5) { edges { node { number order { id status } } } } }"
    )
    data = gateway.ask(mine, token)["data"]
    assert data["me"] == {"email": EMAIL, "vendors": [{"slug": "opferladen"}]}
    (edge,) = data["myVendorOrders"]["edges"]
    assert edge["node"]["order"] == {"id": world.ids["order"], "status": "UNFULFILLED"}
    nobody = gateway.ask(mine)["data"]
    assert nobody == {"me": None, "myVendorOrders": {"edges": []}}


def _both_sides_act_in_one_document(gateway: Gateway, token: str) -> None:
    both = """mutation {
      accountUpdate(input: {lastName: "Andere"}) { user { lastName } errors { code } }
      vendorOrderConfirm(id: "nichts") { errors { code field } }
    }"""
    answer = gateway.ask(both, token)
    assert answer["data"]["accountUpdate"] == {"user": {"lastName": "Andere"}, "errors": []}
    assert answer["data"]["vendorOrderConfirm"]["errors"] == [{"code": "NOT_FOUND", "field": "id"}]


def _refusals_keep_their_code(gateway: Gateway, world: World) -> None:
    answer = gateway.ask("query($id: ID!) { transaction(id: $id) { id } viewer { name } }", id=world.ids["transaction"])
    (error,) = answer["errors"]
    assert error["path"] == ["transaction"]
    assert error["extensions"] == {"exception": {"code": "PermissionDenied"}}
    assert answer["data"] == {"transaction": None, "viewer": None}


def _files_arrive_whole(gateway: Gateway, world: World, token: str) -> None:
    document = """mutation($id: ID!, $file: Upload!) {
      vendorPictureUpdate(id: $id, picture: $file, alt: "Das Schaufenster") { errors { code message } }
    }"""
    operations = {"query": document, "variables": {"id": world.ids["vendor"], "file": None}}
    form = {"operations": json.dumps(operations), "map": json.dumps({"0": ["variables.file"]})}
    answer = httpx.post(
        f"{gateway.address}/graphql/",
        data=form,
        files={"0": ("front.jpg", _picture(), "image/jpeg")},
        headers={"Authorization": f"Bearer {token}"},
        timeout=30,
        trust_env=False,
    ).json()
    assert answer["data"]["vendorPictureUpdate"]["errors"] == []


def _picture() -> bytes:
    """Of a size that does not fit into one piece of a stream."""
    kept = BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(kept, "JPEG", quality=95)
    assert kept.tell() > 200_000
    return kept.getvalue()


def test_one_side_away_takes_nothing_of_the_other(gateway: Gateway, world: World, sides: str, tmp_path: Path) -> None:
    goods = world.shop.goods[0]
    document = """query($id: ID!, $slug: String!) {
      product(id: $id, channel: "zeitz") { name listing { slug } } listing(slug: $slug) { slug product { name } }
    }"""
    away = {"exception": {"code": "SERVICE_UNAVAILABLE"}}
    with running_gateway(tmp_path, saleor=f"{sides}/side/saleor/", market=NOWHERE) as alone:
        answer = alone.ask(document, id=goods.product_id, slug=goods.slug)
    assert answer["data"] == {"product": {"name": goods.name, "listing": None}, "listing": None}
    assert {json.dumps(each["extensions"], sort_keys=True) for each in answer["errors"]} == {
        json.dumps(away | {"service": "regionalmarkt"}, sort_keys=True)
    }
    with running_gateway(tmp_path, saleor=NOWHERE, market=f"{sides}/side/market/") as alone:
        answer = alone.ask(document, id=goods.product_id, slug=goods.slug)
    assert answer["data"] == {"product": None, "listing": {"slug": goods.slug, "product": None}}
    assert {each["extensions"]["service"] for each in answer["errors"]} == {"saleor"}


def test_composing_waits_for_nobody_who_does_not_fit(installed: None, sides: str, tmp_path: Path) -> None:
    target = tmp_path / "supergraph.graphql"

    def compose(saleor: str, market: str) -> "subprocess.CompletedProcess[str]":
        variables = {"SALEOR_API_URL": saleor, "MARKET_API_URL": market, "SUPERGRAPH": str(target)}
        command = ["node", "compose.mjs", "--wait", "1"]
        return subprocess.run(
            command,
            check=False,
            cwd=ROOT / "gateway",
            env=environment() | variables,
            capture_output=True,
            text=True,
            timeout=60,
        )

    saleor, market = f"{sides}/side/saleor/", f"{sides}/side/market/"
    assert compose(NOWHERE, market).returncode == 1
    assert not target.exists()
    twice = compose(saleor, f"{sides}/graphql/")  # engine and platform as one: no subgraph at all
    assert twice.returncode == 1
    assert compose(saleor, market).returncode == 0
    written = target.read_text()
    kept = compose(saleor, NOWHERE)
    assert kept.returncode == 0
    assert "stays as it is" in kept.stderr
    assert target.read_text() == written
