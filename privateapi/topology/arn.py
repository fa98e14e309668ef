"""ARNs taken apart: what a name of AWS says of a resource that was not read.

Source: AWS General Reference, "Identify AWS resources with Amazon Resource Names (ARNs)".
"""

from __future__ import annotations

from dataclasses import dataclass

_PARTS = 6


@dataclass(frozen=True, slots=True)
class Arn:
    """`arn:partition:service:region:account:resource`; services without Regions or accounts leave those empty."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def parse_arn(text: str) -> Arn | None:
    """The parts of an ARN, or None of another text.

    >>> parse_arn("arn:aws:acm:us-east-1:111122223333:certificate/1").region
    'us-east-1'
    """
    parts = text.split(":", _PARTS - 1)
    return Arn(*parts[1:]) if len(parts) == _PARTS and parts[0] == "arn" else None
