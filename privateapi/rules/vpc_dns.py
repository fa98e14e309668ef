"""The two attributes of a VPC without which Route 53 does not answer privately in it."""

from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.topology.model import Vpc

# CreateVpc gives a VPC DNS support and no DNS host names (VPC User Guide, "DNS attributes for your VPC").
DEFAULTS = {"enableDnsSupport": True, "enableDnsHostnames": False}


def dns_faults(vpc: Vpc) -> Iterator[str]:
    """The attributes that are off: `enableDnsHostnames false`.

    Raises:
        NotJudged: an attribute is not known.
    """
    for attribute, value in (
        ("enableDnsSupport", vpc.enable_dns_support),
        ("enableDnsHostnames", vpc.enable_dns_hostnames),
    ):
        what = f"{attribute} of {vpc.label}"
        # Of a VPC that exists, what is left out was not read.
        on = ask(value, what) if vpc.live else ask(value, what, DEFAULTS[attribute])
        if not on:
            yield f"{attribute} false" if value.known else f"no {attribute}, which is false then"
