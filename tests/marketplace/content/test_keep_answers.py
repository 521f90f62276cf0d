"""What the engine said serves for a minute, and for a day while it says nothing."""

import pytest

from marketplace.content.kept import forget, kept
from marketplace.saleor.errors import SaleorUnreachable


class Engine:
    def __init__(self) -> None:
        self.asked = 0
        self.answer: object = "Brot"

    def __call__(self) -> object:
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_it_is_asked_once_and_again_when_told_to_forget() -> None:
    engine = Engine()
    assert [kept("x", engine) for _each in range(3)] == ["Brot"] * 3
    engine.answer = "Milch"
    forget(["x"])
    assert [kept("x", engine), kept("x", engine)] == ["Milch", "Milch"]
    assert engine.asked == 2


def test_its_last_answer_stays_while_it_is_silent() -> None:
    engine = Engine()
    kept("x", engine)
    engine.answer = SaleorUnreachable("away")
    forget(["x"])
    assert [kept("x", engine) for _each in range(3)] == ["Brot"] * 3
    assert engine.asked == 2


def test_without_any_answer_the_silence_is_heard_or_replaced() -> None:
    engine = Engine()
    engine.answer = SaleorUnreachable("away")
    with pytest.raises(SaleorUnreachable):
        kept("x", engine)
    assert [kept("y", engine, otherwise="nichts") for _each in range(3)] == ["nichts"] * 3
    assert engine.asked == 2
