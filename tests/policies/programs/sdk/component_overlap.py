"""Two networks of components out of one plan, on one transit gateway."""

# aws-network: AWS-CIDR-05: VPC east in us-east-1 has 10.0.0.0/16, which overlaps 10.0.0.0/16 of VPC west in
#     us-east-1; both are attached to transit gateway hub

from components.aws import AddressPlan, Network
from privateapi.sdk import ec2

gateway = ec2.TransitGateway("hub", region="us-east-1")
for name in ("east", "west"):
    plan = AddressPlan(name, supernet="10.0.0.0/8", regions=["us-east-1"])
    network = Network(name, region="us-east-1", plan=plan.regions["us-east-1"])
    ec2.TransitGatewayVpcAttachment(
        name,
        region="us-east-1",
        transit_gateway_id=gateway.transit_gateway_id,
        vpc_id=network.vpc_id,
        subnet_ids=[subnet.id for subnet in network.transit_subnets],
    )
