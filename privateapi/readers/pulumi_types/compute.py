"""Servers: clients of the APIs, and what stands behind balancers."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.readers.mapping import Reading, reads
from privateapi.readers.properties import joined
from privateapi.topology.model import AutoScalingGroup, Instance, Node
from privateapi.topology.values import Refs

_ATTACHMENT = "aws:autoscaling/attachment:Attachment"


@reads("privateapi:ec2:Instance", "aws:ec2/instance:Instance", id="instanceId")
def instance(read: Reading) -> Iterator[Node]:
    yield Instance(
        **read.node,
        subnet=read.ref("subnetId"),
        private_ip=read.text("privateIp", "privateIpAddress"),
        security_groups=read.refs("vpcSecurityGroupIds", "securityGroupIds"),
    )


@reads("privateapi:autoscaling:Group", "aws:autoscaling/group:Group", id=("autoScalingGroupName", "name"))
def auto_scaling_group(read: Reading) -> Iterator[Node]:
    separate = read.referring(_ATTACHMENT, "autoscalingGroupName")
    stated = Refs() if read.left_to(separate, "targetGroupArns") else read.refs("targetGroupArns")
    yield AutoScalingGroup(
        **read.node,
        subnets=read.refs("vpcZoneIdentifiers", "subnetIds", "vpcZoneIdentifier"),
        target_groups=joined(stated, [each.ref("lbTargetGroupArn") for each in separate]),
    )
