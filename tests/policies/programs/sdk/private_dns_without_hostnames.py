"""An endpoint with private DNS in a VPC that answers no private names."""

# aws-private-api: AWS-EP-01: VPC endpoint api has private DNS in VPC hub, which has enableDnsHostnames false

from privateapi.sdk import ec2

vpc = ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16", enable_dns_hostnames=False)
subnets = [
    ec2.Subnet(
        zone,
        region="us-east-1",
        vpc_id=vpc.vpc_id,
        cidr_block=f"10.0.{index}.0/24",
        availability_zone=f"us-east-1{zone}",
    )
    for index, zone in enumerate("ab")
]
ec2.VpcEndpoint(
    "api",
    region="us-east-1",
    vpc_id=vpc.vpc_id,
    vpc_endpoint_type="Interface",
    service_name="com.amazonaws.us-east-1.execute-api",
    subnet_ids=[subnet.subnet_id for subnet in subnets],
    private_dns_enabled=True,
)
