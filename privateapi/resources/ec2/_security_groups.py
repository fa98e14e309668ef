"""What security groups and their rules have in common: the characters of their texts."""

import re
from typing import Annotated

from pydantic import AfterValidator

ALLOWED = re.compile(r"[a-zA-Z0-9 ._\-:/()#,@\[\]+=&;{}!$*]")
"""Characters of names and descriptions (EC2 API: CreateSecurityGroup, IpRange)."""


def checked_text(value: str) -> str:
    """The text itself.

    Raises:
        ValueError: it is empty, longer than 255 characters, or has a character that EC2 refuses.
    """
    if not 1 <= len(value) <= 255:
        raise ValueError(f"the text has {len(value)} characters; 1 to 255 are allowed")
    wrong = sorted(set(ALLOWED.sub("", value)))
    if wrong:
        right = "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$* are allowed"
        raise ValueError(f"{value!r} has {', '.join(map(repr, wrong))}; {right}")
    return value


GroupText = Annotated[str, AfterValidator(checked_text)]
"""A name or description of a security group or rule, 1 to 255 characters."""
