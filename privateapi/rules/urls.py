"""Addresses of backends as URLs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from privateapi.topology.blocks import address_of
from privateapi.topology.cidr import Cidr
from privateapi.topology.dns import normal
from privateapi.topology.values import Known

_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Url:
    """Scheme, host in the form that names are compared in, and port of a backend."""

    scheme: str
    host: str
    port: int

    @property
    def address(self) -> Cidr | None:
        """The host, where it is an address."""
        found = address_of(Known(self.host.strip("[]")))
        return found.value if isinstance(found, Known) else None


def parse_url(text: str) -> Url | None:
    """The parts of a URL, with http as the scheme of a text without one; None where its host is a variable or none.

    >>> parse_url("https://orders.example.com/{proxy}")
    Url(scheme='https', host='orders.example.com', port=443)
    """
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host or any(mark in host for mark in "#${}<>[]% "):
        return None
    scheme = parts.scheme.lower()
    return Url(scheme, normal(host), port or _PORTS.get(scheme, _PORTS["http"]))
