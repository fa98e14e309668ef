"""Servers and groups of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import AutoScalingGroup, Instance
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "an instance",
        "aws:ec2/instance:Instance",
        {"subnetId": "s", "privateIp": "10.0.0.5", "vpcSecurityGroupIds": ["g"]},
        {},
        Instance,
        {"subnet": "s", "private_ip": "10.0.0.5", "security_groups": ["g"]},
    ),
    (
        "an auto scaling group",
        "aws:autoscaling/group:Group",
        {"vpcZoneIdentifiers": ["s"], "targetGroupArns": ["arn:tg"]},
        {},
        AutoScalingGroup,
        {"subnets": ["s"], "target_groups": ["arn:tg"]},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_target_groups_of_attachments() -> None:
    group = resource("aws:autoscaling/group:Group", {"targetGroupArns": ["arn:1"]})
    attachment = resource(
        "aws:autoscaling/attachment:Attachment",
        {"autoscalingGroupName": UNKNOWN, "lbTargetGroupArn": "arn:2"},
        dependencies={"autoscalingGroupName": [group.key]},
    )
    for computed, expected in (frozenset[str](), ["arn:1", "arn:2"]), (frozenset({"targetGroupArns"}), ["arn:2"]):
        found = nodes(replace(group, computed=computed), attachment)
        assert [shown(node.target_groups) for node in found if isinstance(node, AutoScalingGroup)] == [expected]
