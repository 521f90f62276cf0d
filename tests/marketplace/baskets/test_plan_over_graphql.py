"""Choosing ways over GraphQL, as a storefront of somebody else would."""

import pytest

from config.schema import schema
from marketplace.graphql.context import ANONYMOUS, Context
from marketplace.graphql.execution import execute_document
from marketplace.graphql.ids import global_id
from tests.factories.baskets import MONDAY, fill_basket, make_shop
from tests.marketplace.baskets.plans import engine_state, give_home

OPTIONS = """
query Options($id: ID!, $postalCode: String) {
  fulfilmentOptions(checkoutId: $id, postalCode: $postalCode) {
    vendor { id name }
    chosen { offerKey }
    offerSets {
      method label needsAddress
      offers(first: 2) { key starts ends label note price { amount currency } }
      refusal { code message }
      gaps { starts ends reason { code message } }
    }
  }
}
"""
UPDATE = """
mutation Update($id: ID!, $choices: [FulfilmentChoiceInput!]!) {
  fulfilmentPlanUpdate(checkoutId: $id, choices: $choices) {
    basket { ...B }
    errors { field code message }
  }
}
fragment B on Basket {
  id quantity planVersion needsAddress isOrderable
  sums { goods { amount } fulfilment { amount } total { amount } }
  missing { code vendorId }
  destination { postalCode city }
  lostLines { lineId name }
  groups {
    vendor { name } isOpen subtotal { amount } blocked { code }
    lines { id variantId name slug thumbnail quantity unitPrice { amount } total { amount } }
    choice { methodCode methodLabel offerKey label price { amount } isStale staleReason }
  }
}
"""
BASKET = "query Basket($id: ID!) { basket(checkoutId: $id) { quantity isOrderable } }"
REFRESH = """
mutation Refresh($id: ID!) {
  fulfilmentPlanRefresh(checkoutId: $id) { basket { planVersion } lost { vendorId code message } errors { code } }
}
"""


def ask(source, **variables):
    context = Context(ANONYMOUS, MONDAY)
    result = execute_document(schema().graphql_schema, source, context=context, variables=variables)
    assert not result.errors, result.errors
    return result.data


def choice(shop, method, key):
    return {"vendorId": global_id("Vendor", shop.pk), "method": method, "offerKey": key}


def offers_of(answer, number, method):
    sets = {each["method"]: each for each in answer["fulfilmentOptions"][number]["offerSets"]}
    return sets[method]


def test_a_storefront_shows_offers_and_sets_the_plan(checkout_id, shops, tour):
    give_home(checkout_id)
    told = ask(OPTIONS, id=checkout_id)
    pickup = offers_of(told, 0, "click_and_collect")["offers"][1]
    ride = offers_of(told, 1, "pooled_delivery")["offers"][0]
    assert (pickup["label"], ride["price"]) == ("heute, 12:00–12:30 Uhr", {"amount": 4.9, "currency": "EUR"})
    choices = [
        choice(shops[0], "click_and_collect", pickup["key"]),
        choice(shops[1], "pooled_delivery", ride["key"]),
        choice(shops[2], "pooled_delivery", ride["key"]),
    ]
    done = ask(UPDATE, id=checkout_id, choices=choices)["fulfilmentPlanUpdate"]
    assert done["errors"] == []
    assert done["basket"]["sums"]["fulfilment"] == {"amount": 4.9}
    assert [group["choice"]["methodCode"] for group in done["basket"]["groups"]] == [
        "click_and_collect",
        "pooled_delivery",
        "pooled_delivery",
    ]
    assert done["basket"]["destination"] == {"postalCode": "06712", "city": "Zeitz"}
    assert engine_state(checkout_id)[1] == "4.90"
    assert ask(BASKET, id=checkout_id)["basket"] == {"quantity": 3, "isOrderable": False}
    assert ask(REFRESH, id=checkout_id)["fulfilmentPlanRefresh"]["lost"] == []


def test_what_if_i_lived_there(checkout_id, tour):
    assert offers_of(ask(OPTIONS, id=checkout_id), 0, "pooled_delivery")["refusal"]["code"] == "ADDRESS_MISSING"
    there = ask(OPTIONS, id=checkout_id, postalCode=" 06712 ")
    assert offers_of(there, 0, "pooled_delivery")["offers"]


def test_refusals_are_errors_with_a_code(checkout_id, shops, market):
    def refused(*choices):
        answer = ask(UPDATE, id=checkout_id, choices=list(choices))["fulfilmentPlanUpdate"]
        assert answer["basket"] is None
        return answer["errors"][0]["code"], answer["errors"][0]["field"]

    assert refused(choice(shops[0], "click_and_collect", "1")) == ("OFFER_GONE", None)
    assert refused(choice(shops[0], "teleport", "1")) == ("METHOD_UNKNOWN", "method")
    assert refused(choice(make_shop(market), "click_and_collect", "1")) == ("NOT_FOUND", "vendorId")
    assert refused({"vendorId": "x", "method": "click_and_collect", "offerKey": "1"}) == ("NOT_FOUND", "vendorId")
    assert refused(*[choice(shops[0], "click_and_collect", "1")] * 101) == ("TOO_MANY", "choices")


def test_unknown_checkouts_are_nothing(db):
    assert ask(OPTIONS, id="unknown")["fulfilmentOptions"] is None
    assert ask(BASKET, id="unknown")["basket"] is None
    assert ask(UPDATE, id="unknown", choices=[])["fulfilmentPlanUpdate"]["errors"][0]["code"] == "NOT_FOUND"
    assert ask(REFRESH, id="unknown")["fulfilmentPlanRefresh"]["errors"][0]["code"] == "NOT_FOUND"


def test_nobody_learns_who_orders(checkout_id):
    types = schema().graphql_schema.type_map
    assert {"contact", "email", "street"}.isdisjoint(types["Basket"].fields)
    assert set(types["BasketDestination"].fields) == {"postalCode", "city"}


@pytest.mark.parametrize("number", [1, 3])
def test_options_cost_the_same_for_any_basket(market, tour, number, django_assert_num_queries):
    shops = [make_shop(market, prices=["20.00"] * number) for _ in range(number)]
    checkout_id = fill_basket(*(article for shop in shops for article in shop.goods))
    # the engine's four; plan, listings with shops, closures; points; zone, tours, places taken
    with django_assert_num_queries(4 + 3 + 1 + 3):
        ask(OPTIONS, id=checkout_id, postalCode="06712")
