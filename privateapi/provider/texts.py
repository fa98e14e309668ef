"""Texts of a certain form, with faults that say in words what the form is."""

import re

from pydantic import AfterValidator


def matching(pattern: str, what: str) -> AfterValidator:
    """Accept texts that match the whole pattern; ``what`` says with an example what is right: ``'x' is not {what}``.

    ``None`` passes, so that it may stand beside ``str | None``.
    """
    form = re.compile(pattern)

    def check(value: str | None) -> str | None:
        if value is not None and not form.fullmatch(value):
            raise ValueError(f"{value!r} is not {what}")
        return value

    return AfterValidator(check)
