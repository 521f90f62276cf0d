"""Where a link by mail may lead."""

import pytest

from marketplace.engine.rules.client_url import client_url_fault, with_parameters

HOSTS = ["markt.example", ".zeitz.example"]


@pytest.mark.parametrize(
    "url",
    [
        "https://markt.example",
        "http://MARKT.example:8000/konto/?a=b#c",
        "https://zeitz.example/",
        "https://m.zeitz.example",
    ],
)
def test_pages_of_ours(url: str) -> None:
    assert client_url_fault(url, hosts=HOSTS) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/konto/",
        "//markt.example/",
        "markt.example",
        "ftp://markt.example/",
        "javascript://markt.example/%0aalert(1)",
        "https://markt.example.evil.example/",
        "https://evil.example/?markt.example",
        "https://markt.example@evil.example/",
        "https://markt.example:x@evil.example/",
        "https://xmarkt.example/",
        "https://xzeitz.example/",
        "https://[::1/",
    ],
)
def test_pages_of_others_and_nonsense(url: str) -> None:
    assert client_url_fault(url, hosts=HOSTS)


def test_every_host_if_one_wants_it_so() -> None:
    assert client_url_fault("https://anything.example/", hosts=["*"]) is None


def test_parameters_come_behind_what_is_there() -> None:
    assert with_parameters("https://a.example/x?b=1#c", token="d-e", email="f@g.h") == (
        "https://a.example/x?b=1&token=d-e&email=f%40g.h#c"
    )
