"""Consumers and answers of a test are gone after it."""

import pytest

from marketplace.saleor import extensions


@pytest.fixture
def only_these_consumers(monkeypatch):
    """No consumer but those that the test registers."""
    monkeypatch.setattr(extensions, "_consumers", extensions.defaultdict(dict))


@pytest.fixture
def only_these_answers(monkeypatch):
    """No answer but those that the test registers."""
    monkeypatch.setattr(extensions.answers, "_entries", {})
