"""How names and values that others chose are written: as they are, and what a terminal would obey as an escape.

A name in a state or an account may have anything in it: `[red]`, which rich takes for markup, the sequences by which a
terminal moves its cursor, or half of a surrogate pair, which no encoding can write.
"""

from __future__ import annotations

import unicodedata

from rich.text import Text

# Control characters, halves of surrogate pairs, and what ends a line or a paragraph.
_OBEYED = ("Cc", "Cs", "Zl", "Zp")
# Marks that turn the direction of writing, by which a text can look like another one.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def visible(text: str) -> str:
    r"""The text on one line, with `\x1b` for an escape character."""
    return "".join(_escaped(character) for character in text)


def visible_lines(text: str) -> str:
    """The text with the ends of its lines as they are."""
    return "\n".join(map(visible, text.split("\n")))


def written(text: str, style: str = "") -> Text:
    """The text as rich shows it, with no markup in it."""
    return Text(visible(text), style=style)


def _escaped(character: str) -> str:
    if unicodedata.category(character) in _OBEYED or character in _TURNING:
        return character.encode("unicode_escape").decode("ascii")
    return character
