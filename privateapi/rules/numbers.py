"""Numbers against the range that a cloud takes."""

from privateapi.facts.naming import Range
from privateapi.rules.asking import ask
from privateapi.topology.values import Value


def out_of_range(value: Value[int], allowed: Range, what: str) -> str | None:
    """`healthCheck.interval 3, where 5 to 300 are allowed`, or None when the number is left out or in the range.

    Raises:
        NotJudged: the number is not known.
    """
    number = ask(value, what, None)
    if number is None or number in allowed:
        return None
    single = allowed.lowest == allowed.highest
    right = f"{allowed.lowest} is" if single else f"{allowed.lowest} to {allowed.highest} are"
    return f"{what} {number}, where {right} allowed"
