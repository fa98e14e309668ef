"""ARNs taken apart."""

import pytest

from privateapi.topology.arn import Arn, parse_arn


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "arn:aws:acm:us-east-1:111122223333:certificate/1",
            Arn("aws", "acm", "us-east-1", "111122223333", "certificate/1"),
        ),
        (
            "arn:aws-cn:iam::111122223333:server-certificate/web",
            Arn("aws-cn", "iam", "", "111122223333", "server-certificate/web"),
        ),
        (
            "arn:aws:lambda:us-east-1:111122223333:function:orders:live",
            Arn("aws", "lambda", "us-east-1", "111122223333", "function:orders:live"),
        ),
    ],
)
def test_arn(text: str, expected: Arn) -> None:
    assert parse_arn(text) == expected


@pytest.mark.parametrize("text", ["", "orders", "arn:aws:acm:us-east-1", "urn:aws:acm:us-east-1:1:certificate/1"])
def test_other_text(text: str) -> None:
    assert parse_arn(text) is None
