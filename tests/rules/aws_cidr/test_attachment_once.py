"""AWS-CIDR-14."""

import dataclasses

from privateapi.facts.quotas import quota_table
from privateapi.rules.aws_cidr.attachment_once import AttachmentOnce
from privateapi.topology.model import Node, TransitGateway, TransitGatewayVpcAttachment, Vpc
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.nodes import attachment, gateway, node, ref, vpc
from tests.rules.suite import RuleSuite, run

HUB: list[Node] = [vpc("hub", "10.0.0.0/16"), gateway("east"), gateway("other"), attachment("hub", "east")]
LIMIT = f"1 (default quota, {quota_table().sources['D8']})"


def again(gateway_ref: Ref) -> TransitGatewayVpcAttachment:
    """A further attachment of the VPC."""
    return node(TransitGatewayVpcAttachment, "again", vpc=ref(Vpc, "hub"), transit_gateway=gateway_ref)


class TestAttachmentOnce(RuleSuite):
    rule = AttachmentOnce
    passing = [("one to each gateway", [*HUB, attachment("hub", "other")])]
    failing = [
        (
            "two",
            [*HUB, again(ref(TransitGateway, "east"))],
            [
                "transit gateway attachment again and transit gateway attachment hub-east both attach VPC hub to "
                f"transit gateway east; the limit is {LIMIT}"
            ],
        ),
        (
            "two to a gateway that was not read",
            [
                HUB[0],
                again(Ref.to("tgw-0a1")),
                dataclasses.replace(attachment("hub", "east"), transit_gateway=Ref.to("tgw-0a1")),
            ],
            [
                "transit gateway attachment again and transit gateway attachment hub-east both attach VPC hub to "
                f"transit gateway tgw-0a1; the limit is {LIMIT}"
            ],
        ),
    ]
    unknown = [
        (
            "the gateway",
            [*HUB, again(Ref(UNKNOWN))],
            ["transit gateway attachment again: its VPC or transit gateway is not known yet"],
        ),
    ]

    def test_existing_attachment(self) -> None:
        existing = dataclasses.replace(attachment("hub", "east"), live=True)
        report = run(AttachmentOnce, [*HUB[:3], existing, again(ref(TransitGateway, "east"))])
        assert [each.message for each in report.violations] == [
            "transit gateway attachment again and transit gateway attachment hub-east (exists already) both attach "
            f"VPC hub to transit gateway east; the limit is {LIMIT}"
        ]
