"""Names of roles and policies."""

import re
from typing import Annotated

from pydantic import AfterValidator


def _at_most(length: int) -> AfterValidator:
    def check(value: str) -> str:
        wrong = sorted(set(re.sub(r"[\w+=,.@-]", "", value, flags=re.ASCII)))
        if wrong:
            raise ValueError(f"{value!r} has {' '.join(map(repr, wrong))}; letters, digits and +=,.@_- are allowed")
        if not 1 <= len(value) <= length:
            raise ValueError(f"{value!r} has {len(value)} characters; 1 to {length} are allowed")
        return value

    return AfterValidator(check)


RoleName = Annotated[str, _at_most(64)]
"""Name of a role: letters, digits and ``+=,.@_-`` (IAM API, CreateRole)."""
InlinePolicyName = Annotated[str, _at_most(128)]
"""Name of an inline policy: letters, digits and ``+=,.@_-`` (IAM API, PutRolePolicy)."""
