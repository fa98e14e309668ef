"""Kinds of values that properties take, each with the check and the normal form it is compared in."""

import difflib
import functools
import ipaddress
import json
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from privateapi.facts.alibaba_regions import alibaba_regions
from privateapi.provider.markers import Policy
from privateapi.provider.texts import matching
from privateapi.provider.values import UNKNOWN
from privateapi.topology.cidr import CidrError, parse_address, parse_cidr, require_prefix


def _ipv4_cidr(value: str) -> str:
    return _network(value, 4, "10.0.0.0/16")


def _ipv6_cidr(value: str) -> str:
    return _network(value, 6, "2001:db8::/56")


def _network(value: str, version: int, example: str) -> str:
    cidr = parse_cidr(value)
    if cidr.version != version:
        raise CidrError(value, f"is an IPv{cidr.version} block", f"write an IPv{version} one such as {example!r}")
    return str(cidr)


def _ip_cidr(value: str) -> str:
    return str(parse_cidr(value))


def _sized(low: int, high: int, what: str) -> AfterValidator:
    return AfterValidator(lambda value: str(require_prefix(parse_cidr(value), low, high, what)))


def _ipv4_address(value: str) -> str:
    address = parse_address(value)
    if address.version != 4:
        raise CidrError(value, "is an IPv6 address", "write an IPv4 one such as '10.0.1.10'")
    return value


def _ipv6_address(value: str) -> str:
    try:
        return str(ipaddress.IPv6Address(value))
    except ValueError:
        raise ValueError(f"{value!r} is not an IPv6 address; write it as 2001:db8::10") from None


Ipv4Cidr = Annotated[str, AfterValidator(_ipv4_cidr)]
"""An IPv4 block without host bits, such as ``10.0.0.0/16``."""
Ipv6Cidr = Annotated[str, AfterValidator(_ipv6_cidr)]
"""An IPv6 block, such as ``2001:db8::/56``."""
Cidr = Annotated[str, AfterValidator(_ip_cidr)]
"""A block of either address family."""
VpcCidr = Annotated[Ipv4Cidr, _sized(16, 28, "a VPC")]
"""An IPv4 block of a VPC, /16 to /28 (EC2 API, CreateVpc)."""
SubnetCidr = Annotated[Ipv4Cidr, _sized(16, 28, "a subnet")]
"""An IPv4 block of a subnet, /16 to /28 (EC2 API, CreateSubnet)."""
Ipv4Address = Annotated[str, AfterValidator(_ipv4_address)]
"""An IPv4 address, such as ``10.0.1.10``."""
Ipv6Address = Annotated[str, AfterValidator(_ipv6_address)]
"""An IPv6 address in its short form, such as ``2001:db8::10``."""
Port = Annotated[int, Field(ge=1, le=65535)]
"""A TCP or UDP port."""


@functools.cache
def aws_regions() -> frozenset[str]:
    """The Regions that the installed botocore knows, over all partitions."""
    import botocore.loaders  # the kinds are used where AWS is not called, too

    partitions = botocore.loaders.create_loader().load_data("partitions")["partitions"]
    return frozenset(name for each in partitions for name in each["regions"] if not name.endswith("-global"))


def _region(value: str) -> str:
    known = aws_regions()
    if value in known:
        return value
    stem = re.sub(r"[a-z]$", "", value)
    if stem in known:
        raise ValueError(f"{value!r} is an Availability Zone, not a Region; {stem!r} would be right")
    near = sorted(name for name in known if name.rpartition("-")[0] == value.rpartition("-")[0] and value)
    hint = ", ".join(near) if near else "us-east-1 or eu-central-1, for example,"
    raise ValueError(f"{value!r} is not an AWS Region; {hint} would be right")


Region = Annotated[str, AfterValidator(_region)]
"""An AWS Region such as ``eu-central-1``."""


def _alibaba_region(value: str) -> str:
    known = alibaba_regions()
    if value in known:
        return value
    # Zones are cn-hangzhou-j and ap-southeast-1a.
    stem = re.sub(r"(?<=\d)[a-z]$|-[a-z]$", "", value)
    if stem in known:
        raise ValueError(f"{value!r} is a zone, not a region; {stem!r} would be right")
    if value in aws_regions():
        raise ValueError(
            f"{value!r} is a Region of AWS, not of Alibaba Cloud; cn-hangzhou, for example, would be right"
        )
    near = difflib.get_close_matches(value, known, n=1)
    hint = near[0] if near else "cn-hangzhou or ap-southeast-1, for example,"
    raise ValueError(f"{value!r} is not a region of Alibaba Cloud; {hint} would be right")


AlibabaRegion = Annotated[str, AfterValidator(_alibaba_region)]
"""A region of Alibaba Cloud such as ``cn-hangzhou``."""


def _domain_name(value: str) -> str:
    name = value.removesuffix(".").lower()
    if not 1 <= len(name) <= 253:
        raise ValueError(f"a domain name has 1 to 253 characters; this has {len(name)}")
    for position, label in enumerate(name.split(".")):
        if position == 0 and label == "*":
            continue
        if not re.fullmatch(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?", label):
            fault = "has an empty label" if not label else f"has the label {label!r}"
            raise ValueError(
                f"{value!r} {fault}; labels are 1 to 63 letters, digits and hyphens, as in api.internal.example.com"
            )
    return name


DomainName = Annotated[str, AfterValidator(_domain_name)]
"""A DNS name, kept in lower case without the last dot."""


def _zone_of_region(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d+[a-z]|[a-z]{2}(-[a-z]+)+-\d+(-[a-z]+-\d+[a-z])", value):
        raise ValueError(f"{value!r} is not an Availability Zone; write it as us-east-1a")
    return value


AvailabilityZone = Annotated[str, AfterValidator(_zone_of_region)]
"""An Availability Zone by name such as ``us-east-1a``."""


def _account_id(value: str) -> str:
    if not re.fullmatch(r"\d{12}", value):
        raise ValueError(f"{value!r} is not an AWS account id; it has 12 digits, as in 123456789012")
    return value


AccountId = Annotated[str, AfterValidator(_account_id)]
"""An AWS account id of 12 digits."""


RoleArn = Annotated[
    str,
    matching(r"arn:[a-z-]+:iam::\d{12}:role/.+", "the ARN of a role, such as arn:aws:iam::123456789012:role/runner"),
]
"""ARN of an IAM role."""


_RETENTION_DAYS = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)


def _retention(days: int) -> int:
    if days not in _RETENTION_DAYS:
        near = sorted(_RETENTION_DAYS, key=lambda allowed: (abs(allowed - days), allowed))[:2]
        right = " or ".join(str(each) for each in sorted(near))
        raise ValueError(f"{days} days is not a retention that CloudWatch Logs takes; {right} would be")
    return days


RetentionDays = Annotated[int, AfterValidator(_retention)]
"""For how many days a log group keeps events (CloudWatch Logs API, PutRetentionPolicy)."""


def _json_object(value: Any) -> Any:
    if value is UNKNOWN or isinstance(value, dict):
        return value
    if not isinstance(value, str):
        raise ValueError(
            f"a value of type {type(value).__name__} is not a JSON document; give an object or its JSON text"
        )
    try:
        document = json.loads(value)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"the document is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from None
    if not isinstance(document, dict):
        raise ValueError(f"the document is a JSON {type(document).__name__}; an object is needed")
    return document


JsonObject = Annotated[dict[str, Any], BeforeValidator(_json_object)]
"""A JSON object, given as an object or as its text."""
PolicyDocument = Annotated[JsonObject, Policy()]
"""An IAM policy document, given as an object or as its JSON text."""


def canonical_policy(document: Any) -> Any:
    """The form in which two policy documents are compared.

    Lists of one are unpacked and lists of texts sorted; the order of statements counts for nothing in an evaluation
    but is kept: AWS keeps it. Numbers and booleans are the texts that AWS makes of them. Of principals, an account's
    id and its root ARN are one, as are ``"*"`` and ``{"AWS": "*"}`` (IAM User Guide, "Principal": AWS stores the ARN).
    """
    if isinstance(document, dict):
        return {
            key: _canonical_principal(value) if key in ("Principal", "NotPrincipal") else canonical_policy(value)
            for key, value in sorted(document.items())
        }
    if isinstance(document, list):
        items = [canonical_policy(each) for each in document]
        if all(isinstance(each, str) for each in items):
            items = sorted(items)
        return items[0] if len(items) == 1 else items
    if isinstance(document, bool):
        return str(document).lower()
    return str(document) if isinstance(document, int | float) else document


def _canonical_principal(principal: Any) -> Any:
    if principal == "*":
        return {"AWS": "*"}
    if isinstance(principal, dict) and isinstance(principal.get("AWS"), str | list):
        given = principal["AWS"] if isinstance(principal["AWS"], list) else [principal["AWS"]]
        accounts = [_ROOT.sub(r"\1", each) if isinstance(each, str) else each for each in given]
        principal = {**principal, "AWS": accounts}
    return canonical_policy(principal)


_ROOT = re.compile(r"^arn:[a-z-]+:iam::([0-9]{12}):root$")


def _sorted_texts(values: list[str]) -> list[str]:
    return sorted(values)


Ids = Annotated[list[str], AfterValidator(_sorted_texts)]
"""Ids or names whose order has no meaning; kept sorted."""


def zone_faults(region: Any, zone: Any) -> str | None:
    """What is wrong with an Availability Zone for a Region, or ``None``."""
    if isinstance(region, str) and isinstance(zone, str) and not zone.startswith(region):
        return f"{zone!r} is not in Region {region!r}; {region}a would be"
    return None
