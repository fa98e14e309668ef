"""A new network beside an existing one with the same block, which the program has no resource for."""

# aws-network: AWS-CIDR-05: VPC new in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC old in us-east-1
#     (exists already); both are attached to transit gateway hub

from components.aws import AddressPlan, ExistingNetwork, Network, NetworkSubnet
from privateapi.sdk import ec2

gateway = ec2.TransitGateway("hub", region="us-east-1")
plan = AddressPlan("new", supernet="10.0.0.0/8", regions=["us-east-1"])
existing = ExistingNetwork(
    vpc_id="vpc-0123456789abcdef0",
    cidr="10.0.0.0/16",
    subnets=[NetworkSubnet("subnet-0123456789abcdef0", "10.0.0.0/24", "us-east-1a")],
    route_table_ids=["rtb-0123456789abcdef0"],
)
for network in (
    Network("new", region="us-east-1", plan=plan.regions["us-east-1"]),
    Network("old", region="us-east-1", existing=existing),
):
    ec2.TransitGatewayVpcAttachment(
        network._name,
        region="us-east-1",
        transit_gateway_id=gateway.transit_gateway_id,
        vpc_id=network.vpc_id,
        subnet_ids=[subnet.id for subnet in network.transit_subnets],
    )
