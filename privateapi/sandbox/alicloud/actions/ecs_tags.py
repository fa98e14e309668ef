"""Tags of security groups and servers."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import ECS, Answer, Call
from privateapi.sandbox.alicloud.network import SecurityGroup, Server
from privateapi.sandbox.alicloud.tagging import list_tags, tag, untag

_KINDS = {"securitygroup": SecurityGroup, "instance": Server}


@ECS.action("TagResources")
def tag_resources(call: Call) -> Answer:
    """Give tags to things."""
    return tag(call, _KINDS, "InvalidResourceId.NotFound")


@ECS.action("UntagResources")
def untag_resources(call: Call) -> Answer:
    """Take tags away."""
    return untag(call, _KINDS, "InvalidResourceId.NotFound")


@ECS.action("ListTagResources")
def list_tag_resources(call: Call) -> Answer:
    """The tags of things."""
    return list_tags(call, _KINDS)
