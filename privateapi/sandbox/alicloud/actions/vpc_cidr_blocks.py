"""Secondary IPv4 blocks of VPCs."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import VPC, Answer, Call
from privateapi.sandbox.alicloud.network import check_block, vpc_of, vswitches_in
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.topology.cidr import CidrIndex


@VPC.action("AssociateVpcCidrBlock")
def associate_vpc_cidr_block(call: Call) -> Answer:
    """Give a VPC one more block, which must overlap none that it has."""
    vpc = vpc_of(call.region, call.required("VpcId"))
    cidr = call.cidr("SecondaryCidrBlock", "InvalidCidrBlock")
    check_block(cidr, "alibaba.vpc")
    for match in CidrIndex((block, None) for block in vpc.blocks).overlapping(cidr):
        raise refused("InvalidCidrBlock.Overlapped", f"{cidr} overlaps {match.cidr} of {vpc.id}.")
    vpc.secondary.append(cidr)
    return {"CidrBlock": str(cidr), "IpVersion": "IPV4"}


@VPC.action("UnassociateVpcCidrBlock")
def unassociate_vpc_cidr_block(call: Call) -> Answer:
    """Take a secondary block away in which there is no vSwitch."""
    vpc = vpc_of(call.region, call.required("VpcId"))
    cidr = call.cidr("SecondaryCidrBlock", "InvalidCidrBlock")
    if cidr not in vpc.secondary:
        raise refused("InvalidCidrBlock.NotFound", f"{cidr} is no secondary block of {vpc.id}.")
    for vswitch in vswitches_in(call.region, vpc.id):
        if cidr.contains(vswitch.cidr):
            raise refused("OperationFailed.CidrInUse", f"{vswitch.id} with {vswitch.cidr} is in {cidr}.")
    vpc.secondary.remove(cidr)
    return {}
