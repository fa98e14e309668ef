"""Names and zone ids of records, in the one form in which they are compared."""

import re
from typing import Annotated

from pydantic import AfterValidator


def normal_name(value: str) -> str:
    """Lower case, without the last dot, with Route 53's octal codes (``\\052`` for an asterisk) decoded."""
    decoded = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), value)
    return decoded.removesuffix(".").lower()


def _record_name(value: str) -> str:
    name = normal_name(value)
    if not 1 <= len(name) <= 253:
        raise ValueError(f"a record name has 1 to 253 characters; this has {len(name)}")
    if wrong := re.findall(r"[^!-~]", name):
        raise ValueError(f"{value!r} has {wrong[0]!r}; write other characters than ASCII's in punycode (xn--…)")
    for label in name.split("."):
        if not 1 <= len(label) <= 63:
            what = "an empty label" if not label else f"the label {label!r} of {len(label)} characters"
            raise ValueError(f"{value!r} has {what}; labels have 1 to 63, as in api.internal.example.com")
    return name


def _zone_id(value: str) -> str:
    zone = value.removeprefix("/hostedzone/")
    if not re.fullmatch(r"[A-Za-z0-9]{1,32}", zone):
        raise ValueError(f"{value!r} is not the id of a hosted zone; write it as Z1D633PJN98FT9")
    return zone


RecordName = Annotated[str, AfterValidator(_record_name)]
"""A DNS name of a record; ``*`` as the first label stands for all names."""
ZoneId = Annotated[str, AfterValidator(_zone_id)]
"""Id of a hosted zone, without ``/hostedzone/``."""
