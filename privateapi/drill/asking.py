"""What a name server answers that sees the private zone: that of a client VPC, or a Resolver inbound endpoint."""

from __future__ import annotations

import ipaddress

import dns.exception
import dns.resolver

from privateapi.drill.errors import OptionError

_SECONDS = 3.0


def server_of(text: str) -> tuple[str, int]:
    """The address and port of a name server: `10.0.0.2`, or `127.0.0.1:5353`.

    Raises:
        OptionError: it is neither.
    """
    address, _, port = text.partition(":")
    try:
        number = int(port or 53)
        if not 0 < number < 65536:
            raise ValueError
        return str(ipaddress.IPv4Address(address)), number
    except ValueError:
        raise OptionError(
            f"{text!r} is no name server; write its IPv4 address, as 10.0.0.2, with a port as 127.0.0.1:5353"
        ) from None


def ask(server: tuple[str, int], name: str) -> str:
    """The addresses of a name in order, or why there are none."""
    address, port = server
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.lifetime = [address], port, _SECONDS
    try:
        return ", ".join(sorted(record.to_text() for record in resolver.resolve(name, "A", search=False)))
    except dns.resolver.NXDOMAIN:
        return "NXDOMAIN"
    except dns.exception.DNSException as error:
        return f"no answer ({type(error).__name__})"
