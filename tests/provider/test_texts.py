"""Texts of a certain form."""

from typing import Annotated

import pytest

from privateapi.provider.model import Model, validate
from privateapi.provider.texts import matching
from privateapi.provider.values import UNKNOWN


class Lid(Model):
    """A lid with a number."""

    number: Annotated[str | None, matching(r"\d{3}", "a number of three digits, such as 007")] = None


@pytest.mark.parametrize(
    ("case", "values", "reasons"),
    [
        ("right", {"number": "007"}, []),
        ("left out", {}, []),
        ("unknown", {"number": UNKNOWN}, []),
        ("only a part is right", {"number": "0077"}, ["'0077' is not a number of three digits, such as 007"]),
        ("wrong", {"number": "seven"}, ["'seven' is not a number of three digits, such as 007"]),
        ("no text", {"number": 7}, ["7 should be a valid string"]),
    ],
)
def test_matching(case: str, values: dict[str, object], reasons: list[str]) -> None:
    assert [fault.reason for fault in validate(Lid, values)[1]] == reasons
