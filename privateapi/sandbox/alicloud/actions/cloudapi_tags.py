"""Tags of instances, groups, APIs and VPC accesses."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call
from privateapi.sandbox.alicloud.gateway import Api, ApiGroup, Instance, VpcAccess
from privateapi.sandbox.alicloud.tagging import list_tags, tag, untag

_KINDS = {"instance": Instance, "apigroup": ApiGroup, "api": Api, "vpcaccess": VpcAccess}


@CLOUDAPI.action("TagResources")
def tag_resources(call: Call) -> Answer:
    """Give tags to things."""
    return tag(call, _KINDS, "NotFoundResourceId")


@CLOUDAPI.action("UntagResources")
def untag_resources(call: Call) -> Answer:
    """Take tags away."""
    return untag(call, _KINDS, "NotFoundResourceId")


@CLOUDAPI.action("ListTagResources")
def list_tag_resources(call: Call) -> Answer:
    """The tags of things."""
    return list_tags(call, _KINDS)
