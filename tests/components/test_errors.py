"""The error of wrong arguments."""

import pulumi

from components.aws import ComponentError


def test_text() -> None:
    error = ComponentError("Network", "main", "zones: one", ValueError("first\nsecond"))
    assert str(error) == "Network (main):\n  zones: one\n  first\n  second"
    # Pulumi shows a RunError as its text, without a traceback.
    assert isinstance(error, pulumi.RunError)
