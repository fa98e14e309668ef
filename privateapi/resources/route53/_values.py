"""Values of records by their type (Route 53 Developer Guide, "Supported DNS record types")."""

import ipaddress
import re

from pydantic import TypeAdapter, ValidationError

from privateapi.provider.kinds import DomainName
from privateapi.resources.route53._names import normal_name

_DOMAIN_NAME: TypeAdapter[str] = TypeAdapter(DomainName)
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_FORMS = {
    "MX": (r"\d{1,5} \S+", "10 mail.example.com"),
    "SRV": (r"\d{1,5} \d{1,5} \d{1,5} \S+", "1 10 5269 host.example.com"),
    "CAA": (rf"\d{{1,3}} [A-Za-z0-9]+ {_QUOTED}", '0 issue "ca.example.net"'),
    "DS": (r"\d{1,5} \d{1,3} \d{1,3} [0-9A-Fa-f]+", "123 4 5 1234567890ABCDEF"),
    "SSHFP": (r"\d \d [0-9A-Fa-f]+", "1 1 09F6A01D2175742B257C6B98B7C72C44C4040683"),
    "TLSA": (r"\d \d \d [0-9A-Fa-f]+", "3 0 1 d2abde240d7cd3ee6b4b28c54df034b9"),
    "NAPTR": (rf"\d{{1,5}} \d{{1,5}} {_QUOTED} {_QUOTED} {_QUOTED} \S+", '100 50 "u" "E2U+sip" "!^.*$!sip:a@b.c!" .'),
    "SVCB": (r"\d{1,5} \S+( .+)?", "1 host.example.com alpn=h2"),
    "HTTPS": (r"\d{1,5} \S+( .+)?", "1 host.example.com alpn=h2"),
}
_LAST_IS_A_NAME = ("MX", "SRV")
_NAMES = ("CNAME", "NS", "PTR")
_TEXTS = ("TXT", "SPF")


def normal_value(kind: str, value: str) -> str:
    """The form in which a value is sent and compared; a wrong value stays as it is.

    Addresses are shortened, names are in lower case without the last dot, and plain text of a TXT record is put in
    quotation marks, in pieces of 255 characters.
    """
    if kind in ("A", "AAAA"):
        try:
            return str(ipaddress.ip_address(value))
        except ValueError:
            return value
    if kind in _NAMES:
        return normal_name(value)
    if kind in _LAST_IS_A_NAME and " " in value:
        before, name = value.rsplit(" ", 1)
        return f"{before} {normal_name(name)}"
    if kind in _TEXTS and not value.startswith('"'):
        escaped = [character if character not in '"\\' else f"\\{character}" for character in value]
        pieces = ["".join(escaped[start : start + 255]) for start in range(0, len(escaped), 255)]
        return " ".join(f'"{piece}"' for piece in pieces or [""])
    return value


def value_fault(kind: str, value: str) -> str | None:
    """What is wrong with a value, or ``None``."""
    if not 1 <= len(value) <= 4000:
        return f"a value has 1 to 4,000 characters; this has {len(value)}"
    if kind in ("A", "AAAA"):
        version, right = (4, "10.0.1.10") if kind == "A" else (6, "2001:db8::10")
        try:
            if ipaddress.ip_address(value).version == version:
                return None
        except ValueError:
            pass
        return f"{value!r} is not an IPv{version} address, which type {kind} needs; write it as {right}"
    if kind in _NAMES:
        try:
            _DOMAIN_NAME.validate_python(value)
        except ValidationError:
            return f"{value!r} is not a name, which type {kind} needs; write it as api.internal.example.com"
        return None
    if kind in _TEXTS:
        return _text_fault(kind, value)
    if kind in _FORMS:
        form, right = _FORMS[kind]
        if not re.fullmatch(form, value):
            return f"{value!r} is not a value of type {kind}; write it as {right}"
    return None


def _text_fault(kind: str, value: str) -> str | None:
    if not re.fullmatch(rf"{_QUOTED}(?:\s+{_QUOTED})*", value):
        return f'{value!r} has a quotation mark without its other one; write a {kind} value as "one" "two"'
    for piece in re.findall(_QUOTED, value):
        length = len(re.sub(r"\\(?:[0-7]{3}|.)", "x", piece)) - 2
        if length > 255:
            return f"a piece of a {kind} value has at most 255 characters; this has {length}"
    return None
