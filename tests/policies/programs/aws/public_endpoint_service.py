"""An endpoint service on a load balancer that faces the internet, for everybody and without acceptance."""

# aws-private-api: AWS-EPS-02: load balancer service of endpoint service service is internet-facing
# aws-private-api: AWS-EPS-03: endpoint service service has acceptanceRequired false: who is allowed connects unseen
# aws-private-api: AWS-EPS-04: endpoint service service allows the principal '*', which is everybody

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
subnets = [
    aws.ec2.Subnet(
        zone, region="us-east-1", vpc_id=vpc.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
    )
    for index, zone in enumerate("ab")
]
balancer = aws.lb.LoadBalancer(
    "service", region="us-east-1", load_balancer_type="network", subnets=[subnet.id for subnet in subnets]
)
aws.ec2.VpcEndpointService(
    "service",
    region="us-east-1",
    acceptance_required=False,
    network_load_balancer_arns=[balancer.arn],
    allowed_principals=["*"],
)
