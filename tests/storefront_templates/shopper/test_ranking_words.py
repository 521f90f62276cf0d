"""What ranks is what is explained."""

from django.urls import reverse

from marketplace.catalogue.rules.ranking import ranking
from storefront_templates.shopper.ranking_words import WORDS, factors


def test_every_criterion_is_explained_and_nothing_else() -> None:
    assert set(WORDS) == {each.code for each in ranking()}


def test_the_explanation_has_the_weights_that_rank() -> None:
    assert [each.points for each in factors()] == [each.weight for each in ranking()]


def test_the_page_tells_what_happens_to_equal_results(client, db) -> None:
    page = client.get(reverse("ranking")).content.decode()
    assert "bei Gleichstand entscheidet der Name" in page
    assert "Dann wechselt ihre Reihenfolge jeden Tag" in page
