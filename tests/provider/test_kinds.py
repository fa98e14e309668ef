"""Kinds of values: what passes in which normal form, and what every fault says."""

from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from privateapi.provider import kinds
from privateapi.provider.kinds import aws_regions, canonical_policy, zone_faults
from privateapi.provider.values import UNKNOWN

EXAMPLE = "; write an address and a prefix length, such as '10.0.0.0/16'"
LABELS = "; labels are 1 to 63 letters, digits and hyphens, as in api.internal.example.com"
LONG = "a" * 63


def check(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "value", "normal"),
    [
        ("Ipv4Cidr", "10.0.0.0/16", "10.0.0.0/16"),
        ("Ipv4Cidr", "0.0.0.0/0", "0.0.0.0/0"),
        ("Ipv4Cidr", "10.0.0.1/32", "10.0.0.1/32"),
        ("Ipv6Cidr", "2001:DB8:0::/56", "2001:db8::/56"),
        ("Ipv6Cidr", "::/0", "::/0"),
        ("Cidr", "10.0.0.0/8", "10.0.0.0/8"),
        ("Cidr", "2001:db8::/32", "2001:db8::/32"),
        ("VpcCidr", "10.0.0.0/16", "10.0.0.0/16"),
        ("VpcCidr", "10.0.0.0/28", "10.0.0.0/28"),
        ("SubnetCidr", "10.0.0.0/28", "10.0.0.0/28"),
        ("Ipv4Address", "10.0.1.10", "10.0.1.10"),
        ("Port", 443, 443),
        ("Port", "443", 443),
        ("Region", "eu-central-1", "eu-central-1"),
        ("Region", "us-gov-west-1", "us-gov-west-1"),
        ("Region", "cn-north-1", "cn-north-1"),
        ("AlibabaRegion", "cn-hangzhou", "cn-hangzhou"),
        ("AlibabaRegion", "us-west-1", "us-west-1"),
        ("DomainName", "API.Example.COM.", "api.example.com"),
        ("DomainName", "*.example.com", "*.example.com"),
        ("DomainName", "_amazonses.example.com", "_amazonses.example.com"),
        ("DomainName", f"{LONG}.com", f"{LONG}.com"),
        ("AvailabilityZone", "us-east-1a", "us-east-1a"),
        ("AvailabilityZone", "us-gov-west-1a", "us-gov-west-1a"),
        ("AvailabilityZone", "us-west-2-lax-1a", "us-west-2-lax-1a"),
        ("AccountId", "012345678901", "012345678901"),
        ("JsonObject", {"a": 1}, {"a": 1}),
        ("JsonObject", '{"a": [1, null]}', {"a": [1, None]}),
        ("JsonObject", UNKNOWN, UNKNOWN),
        ("PolicyDocument", '{"Version": "2012-10-17"}', {"Version": "2012-10-17"}),
        ("Ids", ["b", "a"], ["a", "b"]),
    ],
)
def test_normal_form(kind: str, value: Any, normal: Any) -> None:
    # An unknown never comes to a kind by itself; a document's check before its type is the exception.
    declared = getattr(kinds, kind)
    assert check(Annotated[Any, *declared.__metadata__] if value is UNKNOWN else declared, value) == normal


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        (
            "Ipv4Cidr",
            "10.0.0.0",
            "'10.0.0.0' has no prefix length; write '10.0.0.0/32' for this one address, or a block",
        ),
        (
            "Ipv4Cidr",
            "10.0.0.0/255.255.0.0",
            "'10.0.0.0/255.255.0.0' has a netmask instead of a prefix length; write '10.0.0.0/16'",
        ),
        ("Ipv4Cidr", "ten", f"'ten' is no CIDR block{EXAMPLE}"),
        ("Ipv4Cidr", "10.0.0.0/33", "'10.0.0.0/33' has the prefix length 33; IPv4 takes /0 to /32"),
        ("Ipv4Cidr", "10.0.0/8", f"'10.0.0/8' is no CIDR block{EXAMPLE}"),
        ("Ipv4Cidr", "2001:db8::/32", "'2001:db8::/32' is an IPv6 block; write an IPv4 one such as '10.0.0.0/16'"),
        ("Ipv4Cidr", "", f"'' is no CIDR block{EXAMPLE}"),
        ("Ipv4Cidr", "10.0.0.1/16", "'10.0.0.1/16' has host bits set; the block is '10.0.0.0/16'"),
        ("Ipv6Cidr", "10.0.0.0/8", "'10.0.0.0/8' is an IPv4 block; write an IPv6 one such as '2001:db8::/56'"),
        (
            "Ipv6Cidr",
            "2001:db8::",
            "'2001:db8::' has no prefix length; write '2001:db8::/128' for this one address, or a block",
        ),
        (
            "Ipv6Cidr",
            "2001:db8::1/56",
            "'2001:db8::1/56' has host bits set; the block is '2001:db8::/56'",
        ),
        ("Cidr", "10.0.0", f"'10.0.0' is no CIDR block{EXAMPLE}"),
        ("Cidr", "2001::g/8", f"'2001::g/8' is no CIDR block{EXAMPLE}"),
        ("VpcCidr", "10.0.0.0/8", "'10.0.0.0/8' is a /8; a VPC takes /16 to /28"),
        ("VpcCidr", "10.0.0.0/29", "'10.0.0.0/29' is a /29; a VPC takes /16 to /28"),
        ("SubnetCidr", "10.0.0.0/15", "'10.0.0.0/15' is a /15; a subnet takes /16 to /28"),
        (
            "Ipv4Address",
            "10.0.1.256",
            "'10.0.1.256' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'",
        ),
        (
            "Ipv4Address",
            "10.0.1.0/24",
            "'10.0.1.0/24' has a prefix length; write the address alone, such as '10.0.0.10'",
        ),
        ("AlibabaRegion", "cn-hangzhou-j", "'cn-hangzhou-j' is a zone, not a region; 'cn-hangzhou' would be right"),
        (
            "AlibabaRegion",
            "cn-shanghai-finance-1a",
            "'cn-shanghai-finance-1a' is a zone, not a region; 'cn-shanghai-finance-1' would be right",
        ),
        (
            "AlibabaRegion",
            "us-east-2",
            "'us-east-2' is a Region of AWS, not of Alibaba Cloud; cn-hangzhou, for example, would be right",
        ),
        (
            "AlibabaRegion",
            "cn-sanghai",
            "'cn-sanghai' is not a region of Alibaba Cloud; cn-shanghai would be right",
        ),
        (
            "AlibabaRegion",
            "",
            "'' is not a region of Alibaba Cloud; cn-hangzhou or ap-southeast-1, for example, would be right",
        ),
        ("Region", "us-east-1a", "'us-east-1a' is an Availability Zone, not a Region; 'us-east-1' would be right"),
        ("Region", "us-east-9", "'us-east-9' is not an AWS Region; us-east-1, us-east-2 would be right"),
        (
            "Region",
            "frankfurt",
            "'frankfurt' is not an AWS Region; us-east-1 or eu-central-1, for example, would be right",
        ),
        (
            "Region",
            "aws-global",
            "'aws-global' is not an AWS Region; us-east-1 or eu-central-1, for example, would be right",
        ),
        ("Region", "", "'' is not an AWS Region; us-east-1 or eu-central-1, for example, would be right"),
        ("DomainName", "", "a domain name has 1 to 253 characters; this has 0"),
        ("DomainName", "a." * 127 + "com", "a domain name has 1 to 253 characters; this has 257"),
        ("DomainName", "a..com", f"'a..com' has an empty label{LABELS}"),
        ("DomainName", "-a.com", f"'-a.com' has the label '-a'{LABELS}"),
        ("DomainName", "a b.com", f"'a b.com' has the label 'a b'{LABELS}"),
        ("DomainName", "a.*.com", f"'a.*.com' has the label '*'{LABELS}"),
        ("DomainName", f"{LONG}a.com", f"'{LONG}a.com' has the label '{LONG}a'{LABELS}"),
        ("AvailabilityZone", "us-east-1", "'us-east-1' is not an Availability Zone; write it as us-east-1a"),
        ("AvailabilityZone", "use1-az1", "'use1-az1' is not an Availability Zone; write it as us-east-1a"),
        ("AccountId", "1234", "'1234' is not an AWS account id; it has 12 digits, as in 123456789012"),
        (
            "JsonObject",
            "{",
            "the document is not JSON: Expecting property name enclosed in double quotes at line 1, column 2",
        ),
        ("JsonObject", "[]", "the document is a JSON list; an object is needed"),
        ("JsonObject", 5, "a value of type int is not a JSON document; give an object or its JSON text"),
    ],
)
def test_fault(kind: str, value: Any, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(getattr(kinds, kind), value)
    (fault,) = refused.value.errors()
    assert fault["msg"] == f"Value error, {reason}"


@pytest.mark.parametrize(
    ("port", "reason"),
    [
        (0, "Input should be greater than or equal to 1"),
        (65536, "Input should be less than or equal to 65535"),
    ],
)
def test_port_fault(port: int, reason: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check(kinds.Port, port)
    assert [fault["msg"] for fault in refused.value.errors()] == [reason]


def test_aws_regions() -> None:
    assert {"us-east-1", "eu-central-1", "cn-northwest-1", "us-gov-east-1"} <= aws_regions()
    assert not [name for name in aws_regions() if name.endswith("global")]


ACCOUNT = "123456789012"


@pytest.mark.parametrize(
    ("case", "one", "other"),
    [
        ("a list of one action", {"Action": ["a"]}, {"Action": "a"}),
        ("order of actions", {"Action": ["b", "a"]}, {"Action": ["a", "b"]}),
        ("order of keys", {"Sid": "s", "Effect": "Allow"}, {"Effect": "Allow", "Sid": "s"}),
        ("a list of one statement", {"Statement": [{"Action": ["a"]}]}, {"Statement": {"Action": "a"}}),
        (
            "condition values",
            {"Condition": {"Bool": {"aws:SecureTransport": False}, "NumericEquals": {"x": [1]}}},
            {"Condition": {"NumericEquals": {"x": "1"}, "Bool": {"aws:SecureTransport": ["false"]}}},
        ),
        ("anyone", {"Principal": "*"}, {"Principal": {"AWS": ["*"]}}),
        ("an account", {"Principal": {"AWS": ACCOUNT}}, {"Principal": {"AWS": [f"arn:aws:iam::{ACCOUNT}:root"]}}),
        (
            "accounts in any order",
            {"NotPrincipal": {"AWS": [f"arn:aws-cn:iam::{ACCOUNT}:root", "000000000000"]}},
            {"NotPrincipal": {"AWS": ["000000000000", ACCOUNT]}},
        ),
    ],
)
def test_canonical_policy_same(case: str, one: Any, other: Any) -> None:
    assert canonical_policy(one) == canonical_policy(other)


@pytest.mark.parametrize(
    ("case", "one", "other"),
    [
        ("another action", {"Action": ["a"]}, {"Action": "b"}),
        (
            "order of statements",
            {"Statement": [{"Sid": "a"}, {"Sid": "b"}]},
            {"Statement": [{"Sid": "b"}, {"Sid": "a"}]},
        ),
        (
            "a role of the account",
            {"Principal": {"AWS": ACCOUNT}},
            {"Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/a"}},
        ),
        ("a service", {"Principal": {"Service": "*"}}, {"Principal": "*"}),
        ("no value", {"Principal": None}, {"Principal": "*"}),
        ("a resource that looks like an account", {"Resource": f"arn:aws:iam::{ACCOUNT}:root"}, {"Resource": ACCOUNT}),
    ],
)
def test_canonical_policy_different(case: str, one: Any, other: Any) -> None:
    assert canonical_policy(one) != canonical_policy(other)


@pytest.mark.parametrize(
    ("region", "zone", "reason"),
    [
        ("us-east-1", "us-east-1a", None),
        ("us-west-2", "us-west-2-lax-1a", None),
        ("us-east-1", "us-west-2a", "'us-west-2a' is not in Region 'us-east-1'; us-east-1a would be"),
        (UNKNOWN, "us-west-2a", None),
        ("us-east-1", UNKNOWN, None),
        (None, None, None),
    ],
)
def test_zone_faults(region: Any, zone: Any, reason: str | None) -> None:
    assert zone_faults(region, zone) == reason
