"""Two VPCs with overlapping blocks on one transit gateway."""

# aws-network: AWS-CIDR-05: VPC east in us-east-1 has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC west in
#     us-east-1; both are attached to transit gateway hub

from privateapi.sdk import ec2

gateway = ec2.TransitGateway("hub", region="us-east-1")
for name, cidr, zone_cidr in (("east", "10.0.0.0/16", "10.0.0.0/24"), ("west", "10.0.128.0/20", "10.0.128.0/24")):
    vpc = ec2.Vpc(name, region="us-east-1", cidr_block=cidr)
    subnet = ec2.Subnet(
        name, region="us-east-1", vpc_id=vpc.vpc_id, cidr_block=zone_cidr, availability_zone="us-east-1a"
    )
    ec2.TransitGatewayVpcAttachment(
        name,
        region="us-east-1",
        transit_gateway_id=gateway.transit_gateway_id,
        vpc_id=vpc.vpc_id,
        subnet_ids=[subnet.subnet_id],
    )
