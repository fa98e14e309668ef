"""Distributions."""

from __future__ import annotations

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import Distribution
from tests.readers.reading import Case, check

CASES: list[Case] = [
    (
        "a distribution",
        "aws:cloudfront/distribution:Distribution",
        {"origins": [{"domainName": UNKNOWN}, {"domainName": "b"}]},
        {"origins": ["urn:api"]},
        Distribution,
        {
            "origin_domains": ["?is not known yet (origins[0].domainName)", "b"],
            "origins": (["?is not known yet (origins[0].domainName)", "b"], "urn:api"),
        },
    ),
    (
        "a distribution whose origins are not known",
        "aws:cloudfront/distribution:Distribution",
        {"origins": UNKNOWN},
        {},
        Distribution,
        {"origin_domains": "?is not known yet (origins)", "origins": "?is not known yet (origins)"},
    ),
    (
        "a distribution without origins",
        "aws:cloudfront/distribution:Distribution",
        {},
        {},
        Distribution,
        {"origin_domains": None, "origins": None},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)
