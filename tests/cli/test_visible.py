"""Names that others chose: what a terminal would obey is shown, and nothing else is changed."""

from __future__ import annotations

import pytest

from privateapi.cli._visible import visible, visible_lines, written


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("VPC hub: Größe 專用 🙂 ✓ → │", "VPC hub: Größe 專用 🙂 ✓ → │"),
        (r"C:\new", r"C:\new"),
        ("\x1b[2J\x00\x7f\x9b", r"\x1b[2J\x00\x7f\x9b"),
        ("a\nb\r\tc\u2028d\u2029e", r"a\nb\r\tc\u2028d\u2029e"),
        ("\ud800 \udcff", r"\ud800 \udcff"),
        ("\u202egpj.exe\u2066", r"\u202egpj.exe\u2066"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert shown.encode() and visible(shown) == shown


def test_ends_of_lines_stay_between_lines() -> None:
    assert visible_lines("error:\n\tat a\x1b\n") == "error:\n\\tat a\\x1b\n"


def test_markup_is_text() -> None:
    text = written("[red]a[/blue]\x07", "bold")
    assert (text.plain, text.spans, text.style) == ("[red]a[/blue]\\x07", [], "bold")
