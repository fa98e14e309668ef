"""AWS-EP-01."""

import dataclasses

from privateapi.rules.aws_endpoint.private_dns_attributes import PrivateDnsAttributes
from privateapi.topology.values import MISSING, UNKNOWN, Known, Ref
from tests.rules.api_nodes import endpoint, hub
from tests.rules.nodes import vpc
from tests.rules.suite import RuleSuite, run

PRIVATE = endpoint(private_dns_enabled=Known(True))


class TestPrivateDnsAttributes(RuleSuite):
    rule = PrivateDnsAttributes
    passing = [
        ("both on", [*hub(), PRIVATE]),
        ("support by default", [*hub(enable_dns_support=MISSING), PRIVATE]),
        ("no private DNS", [vpc("hub", "10.0.0.0/16"), endpoint(private_dns_enabled=Known(False))]),
        ("private DNS left out", [vpc("hub", "10.0.0.0/16"), endpoint()]),
    ]
    failing = [
        (
            "without host names",
            [*hub(enable_dns_hostnames=Known(False)), PRIVATE],
            ["VPC endpoint api has private DNS in VPC hub, which has enableDnsHostnames false"],
        ),
        (
            "host names left out",
            [*hub(enable_dns_hostnames=MISSING), PRIVATE],
            ["VPC endpoint api has private DNS in VPC hub, which has no enableDnsHostnames, which is false then"],
        ),
        (
            "without support",
            [*hub(enable_dns_support=Known(False)), PRIVATE],
            ["VPC endpoint api has private DNS in VPC hub, which has enableDnsSupport false"],
        ),
    ]
    unknown = [
        (
            "an attribute that is not known",
            [*hub(enable_dns_hostnames=UNKNOWN), PRIVATE],
            ["VPC endpoint api: enableDnsHostnames of VPC hub is not known yet"],
        ),
        (
            "a VPC that was not read",
            [endpoint(private_dns_enabled=Known(True), vpc=Ref.to("vpc-1"))],
            ["VPC endpoint api: its VPC names 'vpc-1', which is not among the resources that were read"],
        ),
        (
            "private DNS that is not known",
            [*hub(), endpoint(private_dns_enabled=UNKNOWN)],
            ["VPC endpoint api: privateDnsEnabled is not known yet"],
        ),
    ]

    def test_existing_vpc_without_its_attributes(self) -> None:
        existing = dataclasses.replace(vpc("hub", "10.0.0.0/16"), live=True)
        report = run(PrivateDnsAttributes, [existing, PRIVATE])
        assert report.violations == []
        assert [each.why for each in report.unjudged] == ["enableDnsSupport of VPC hub is not set"]
