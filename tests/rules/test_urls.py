"""Addresses of backends as URLs."""

import pytest

from privateapi.rules.urls import Url, parse_url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Orders.example.com./{proxy}", Url("https", "orders.example.com", 443)),
        ("http://10.0.0.1:8080/", Url("http", "10.0.0.1", 8080)),
        ("orders.example.com", Url("http", "orders.example.com", 80)),
        ("https://${stageVariables.host}/", None),
        ("http://a:port/", None),
        ("http:///orders", None),
    ],
)
def test_url(text: str, expected: Url | None) -> None:
    assert parse_url(text) == expected


def test_address() -> None:
    assert str(Url("http", "10.0.0.1", 80).address) == "10.0.0.1/32"
    assert Url("http", "orders.example.com", 80).address is None
