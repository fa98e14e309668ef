"""A requested certificate is issued at once, as if its validation records were in DNS already.

moto waits a minute by the clock. https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
"""

from __future__ import annotations

from moto import settings

from privateapi.sandbox.aws.patches import Patches


def apply(patches: Patches) -> None:
    """Leave out moto's minute."""
    patches.replace(settings, "ACM_VALIDATION_WAIT", -1)
