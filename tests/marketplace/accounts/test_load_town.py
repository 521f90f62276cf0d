"""The demo town's people can sign in, and loading them again changes nothing."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from marketplace.accounts.models import Person, Role
from marketplace.accounts.selectors import roles_of
from marketplace.accounts.services import sign_in
from marketplace.accounts.town import DEMO_PASSWORD, load
from tests.factories.engine_accounts import make_channel

FOLDER = Path(settings.BASE_DIR) / "config" / "towns" / "zeitz"
ROLES = {
    "kundin@zeitz.example": (),
    "laden@zeitz.example": (),
    "laden2@zeitz.example": (),
    "stadt@zeitz.example": ("city",),
    "fahrer@zeitz.example": ("driver",),
    "kuemmerer@zeitz.example": ("operator",),
}


@pytest.mark.django_db
def test_everybody_of_the_demo_is_there_and_stays_the_same(browser):
    make_channel()
    assert load(FOLDER, now=timezone.now()) == "6 accounts"
    first = set(Person.objects.values_list("pk", "saleor_user_id"))
    load(FOLDER, now=timezone.now())
    assert set(Person.objects.values_list("pk", "saleor_user_id")) == first
    assert Role.objects.count() == 3
    for email, roles in ROLES.items():
        person = sign_in(browser.request(), email, DEMO_PASSWORD, now=timezone.now())
        assert roles_of(person) == roles
