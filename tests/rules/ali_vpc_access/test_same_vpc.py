"""ALI-VPA-01."""

import dataclasses

from privateapi.rules.ali_vpc_access.same_vpc import SameVpc
from privateapi.topology.model import VpcAccess
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.alibaba_nodes import access, api_group, conventional, gateway, vpc, vpc_api
from tests.rules.suite import RuleSuite

HERE = [vpc("hub"), *gateway(), api_group(), vpc_api("orders", "a")]


def elsewhere(vpc: Ref) -> VpcAccess:
    return dataclasses.replace(access("a", "app"), vpc=vpc)


class TestSameVpc(RuleSuite):
    rule = SameVpc
    passing = [
        ("the same VPC", [*HERE, access("a", "app")]),
        ("not used", [*HERE[:-1], vpc("far"), access("a", "app", vpc_name="far")]),
        (
            "on a conventional instance",
            [conventional("main"), api_group(), vpc_api("orders", "a"), vpc("far"), access("a", "app", vpc_name="far")],
        ),
    ]
    failing = [
        (
            "another VPC, used by two APIs",
            [*HERE, vpc_api("payments", "a"), vpc("far"), access("a", "app", vpc_name="far")],
            [
                "VPC access a is of VPC far, but API Gateway instance main, on which API orders uses it, connects to "
                "VPC hub"
            ],
        )
    ]
    unknown = [
        (
            "a VPC that was not read",
            [*HERE, elsewhere(Ref.to("vpc-9"))],
            [
                "VPC access a: the VPC of VPC access a or API Gateway instance main 'vpc-9' is not among the resources "
                "that were read"
            ],
        ),
        (
            "a VPC that is not known",
            [*HERE, elsewhere(Ref(UNKNOWN))],
            ["VPC access a: the VPC of VPC access a or API Gateway instance main is not known yet"],
        ),
        ("a VPC access that was not read", HERE, ["API orders: its VPC access authorization is not known yet"]),
    ]
