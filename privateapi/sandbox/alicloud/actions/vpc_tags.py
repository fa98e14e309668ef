"""Tags of VPCs and vSwitches."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import VPC, Answer, Call
from privateapi.sandbox.alicloud.network import Vpc, VSwitch
from privateapi.sandbox.alicloud.tagging import list_tags, tag, untag

_KINDS = {"vpc": Vpc, "vswitch": VSwitch}


@VPC.action("TagResources")
def tag_resources(call: Call) -> Answer:
    """Give tags to things."""
    return tag(call, _KINDS, "InvalidResourceId.NotFound")


@VPC.action("UnTagResources")
def untag_resources(call: Call) -> Answer:
    """Take tags away."""
    return untag(call, _KINDS, "InvalidResourceId.NotFound")


@VPC.action("ListTagResources")
def list_tag_resources(call: Call) -> Answer:
    """The tags of things."""
    return list_tags(call, _KINDS)
