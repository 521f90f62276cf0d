"""One link, two browsers at the same moment: it counts once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from marketplace.engine.models import OutboxEvent, PasswordResetRequest, User
from marketplace.engine.services.account_deletion import delete_account
from marketplace.engine.services.email_change import confirm_email_change
from marketplace.engine.services.one_time_tokens import Purpose, make_token
from marketplace.engine.services.passwords import answer_password_resets, set_password
from marketplace.engine.services.registration import confirm_account
from marketplace.engine.services.tokens import signed
from marketplace.errors import DomainError
from tests.factories.engine_accounts import make_channel, make_user
from tests.marketplace.engine.account.links import PAGE
from tests.marketplace.engine.platform import user

pytestmark = pytest.mark.django_db(transaction=True)


def both_at_once(act: Callable[[int], object]) -> list[str]:
    """The outcomes of two threads that start together, sorted: `done` or the code of the refusal."""
    barrier = Barrier(2)

    def one(number: int) -> str:
        try:
            barrier.wait(timeout=10)
            act(number)
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)))


def test_one_password_is_set() -> None:
    erika = make_user()
    now = timezone.now()
    token = make_token(erika, Purpose.PASSWORD, now=now)

    def act(number: int) -> object:
        return set_password(email=erika.email, token=token, password=f"neues Passwort {number}", now=now)

    assert both_at_once(act) == ["INVALID", "done"]


def test_an_account_is_confirmed_once() -> None:
    erika = make_user(is_confirmed=False)
    now = timezone.now()
    token = make_token(erika, Purpose.CONFIRM, now=now)
    outcomes = both_at_once(lambda _number: confirm_account(email=erika.email, token=token, now=now))
    assert outcomes == ["INVALID", "done"]


def test_an_account_is_deleted_once() -> None:
    erika = make_user()
    now = timezone.now()
    token = make_token(erika, Purpose.DELETE, now=now)
    outcomes = both_at_once(lambda _n: delete_account(user(erika.pk), user=erika, token=token, now=now))
    assert outcomes == ["INVALID", "done"]
    assert OutboxEvent.objects.filter(event_type="ACCOUNT_DELETED").count() == 1


def test_an_address_changes_once() -> None:
    make_channel()
    erika = make_user()
    now = timezone.now()
    lifetime = timezone.timedelta(hours=1)
    token = signed(erika, "confirm-email-change", lifetime, now, old_email=erika.email, new_email="neu@example.com")

    def act(_number: int) -> object:
        return confirm_email_change(user(erika.pk), user=erika, token=token, channel_slug="zeitz", now=now)

    assert both_at_once(act) == ["JWT_INVALID_TOKEN", "done"]
    assert User.objects.get().email == "neu@example.com"


def test_two_workers_send_one_link() -> None:
    erika = make_user()
    now = timezone.now()
    for _ in range(2):
        PasswordResetRequest.objects.create(email=erika.email, redirect_url=PAGE, requested_at=now)
    both_at_once(lambda _number: answer_password_resets(now=now))
    assert OutboxEvent.objects.filter(event_type="ACCOUNT_SET_PASSWORD_REQUESTED").count() == 1
    assert not PasswordResetRequest.objects.exists()
