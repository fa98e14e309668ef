"""Internal DNS records of API Gateway, by type and domain."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator

from privateapi.provider.context import Context
from privateapi.provider.kinds import DomainName


def _without_wildcard(value: str) -> str:
    if value.startswith("*"):
        raise ValueError(f"{value!r} has a wildcard; a record is for one domain name, as in db.internal")
    return value


IntranetDomain = Annotated[DomainName, AfterValidator(_without_wildcard)]
"""A domain name of an internal DNS record."""


def find_record(ctx: Context, kind: str, domain: str) -> Mapping[str, Any] | None:
    """The record of a type (``A``, ``VPC``) and domain (ListPrivateDNS); ``None`` when there is none."""
    given = {"IntranetDomain": domain, "Type": kind}
    for record in ctx.alibaba.pages(
        "cloudapi", "ListPrivateDNS", "PrivateDNSList", given, region=ctx.region, cancelled=ctx.cancelled
    ):
        # Whether the filter takes parts of a name is not documented.
        if (record["Type"], record["IntranetDomain"].lower()) == (kind, domain):
            return record
    return None
