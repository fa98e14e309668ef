"""AddressPlan: the plan stands in the state, and creates nothing."""

from typing import Any

import pytest

from components.aws import AddressPlan, ComponentError
from tests.components.declaring import declare

REGIONS = ["us-east-1", "us-west-2"]


def test_shown() -> None:
    made = declare(
        lambda: AddressPlan(
            "plan", supernet="10.0.0.0/8", regions=REGIONS, client_subnet_prefix=24, reserved=["10.255.0.0/16"]
        )
    )
    assert made.counts() == {}
    shown = made.one("aws:AddressPlan")
    assert (shown["supernet"], shown["reserved"]) == ("10.0.0.0/8", ["10.255.0.0/16"])
    assert shown["regions"]["us-west-2"] == {
        "vpcCidr": "10.1.0.0/16",
        "subnets": ["10.1.0.0/24", "10.1.1.0/24"],
        "clientSubnets": ["10.1.128.0/24", "10.1.129.0/24"],
        "transitSubnets": ["10.1.192.0/28", "10.1.192.16/28"],
        "endpointAddresses": ["10.1.0.4", "10.1.1.4"],
        "balancerAddresses": ["10.1.0.254", "10.1.1.254"],
    }
    plan = made.component
    assert plan.supernet == "10.0.0.0/8" and list(plan.regions) == REGIONS
    assert plan.regions["us-east-1"].endpoint_addresses == ("10.0.0.4", "10.0.1.4")


def test_slots_zones_and_overrides() -> None:
    made = declare(
        lambda: AddressPlan(
            "plan",
            supernet="10.0.0.0/8",
            regions={"us-east-1": 3, "us-west-2": 1, "eu-central-1": 0},
            zones={"us-east-1": 1, "us-west-2": 3, "eu-central-1": 2},
            transit_subnet_prefix=None,
            overrides={"eu-central-1": "172.16.0.0/16"},
        )
    )
    regions = made.one("aws:AddressPlan")["regions"]
    assert {region: (each["vpcCidr"], len(each["subnets"])) for region, each in regions.items()} == {
        "us-east-1": ("10.3.0.0/16", 1),
        "us-west-2": ("10.1.0.0/16", 3),
        "eu-central-1": ("172.16.0.0/16", 2),
    }
    assert {tuple(each["transitSubnets"]) for each in regions.values()} == {()}


@pytest.mark.parametrize(
    ("case", "changes", "lines"),
    [
        (
            "host bits",
            {"supernet": "10.0.0.1/8"},
            ["supernet: '10.0.0.1/8' has host bits set; the block is '10.0.0.0/8'"],
        ),
        (
            "two faults",
            {"vpc_prefix": 8, "zones": 0},
            [
                "vpcPrefix: 8 is no prefix length; a VPC takes 16 to 28",
                "zones: 0 is no number of zones; write a whole number from 1; 2 survive the loss of one",
            ],
        ),
        (
            "overlap",
            {"overrides": {"us-west-2": "10.0.128.0/20"}},
            ["overrides.us-west-2: '10.0.128.0/20' overlaps 10.0.0.0/16 of us-east-1; 10.2.0.0/16 is free, slot 2"],
        ),
        (
            "a block that no VPC has, and another fault",
            {"overrides": {"us-west-2": "10.9.0.0/30"}, "zones": 0},
            [
                "overrides.us-west-2: AWS-CIDR-01: VPC us-west-2: cidrBlock '10.9.0.0/30' is a /30; a VPC takes /16 to "
                "/28. Fix: give the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16",
                "zones: 0 is no number of zones; write a whole number from 1; 2 survive the loss of one",
            ],
        ),
        (
            "an override that is no block",
            {"overrides": {"us-west-2": "10.9.0.1/16"}},
            [
                "overrides.us-west-2: AWS-CIDR-01: VPC us-west-2: cidrBlock '10.9.0.1/16' has host bits set; the block "
                "is '10.9.0.0/16'. Fix: give the VPC a block of /16 to /28 without host bits, such as 10.0.0.0/16",
            ],
        ),
        (
            "reserved",
            {"reserved": ["10.1.0.0/24"]},
            ["regions.us-west-2: '10.1.0.0/16' overlaps 10.1.0.0/24 of reserved[0]; 10.2.0.0/16 is free, slot 2"],
        ),
        (
            "subnets too large",
            {"zones": 4, "subnet_prefix": 17},
            [
                f"subnetPrefix: 17 leaves room for 1 of 4 private subnets in {cidr} of {region} before the transit "
                "subnets; lengthen the subnets' prefix or widen the VPC"
                for region, cidr in (("us-east-1", "10.0.0.0/16"), ("us-west-2", "10.1.0.0/16"))
            ],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    arguments: dict[str, Any] = {"supernet": "10.0.0.0/8", "regions": REGIONS, **changes}
    with pytest.raises(ComponentError) as caught:
        declare(lambda: AddressPlan("plan", **arguments))
    assert str(caught.value).splitlines() == ["AddressPlan (plan):", *(f"  {line}" for line in lines)]
