"""Five hundred and one routes in one table, inline and of their own."""

# limits: QUO-01: route table hub (IPv4) has 501; the limit is 500

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16")
gateway = aws.ec2transitgateway.TransitGateway("hub", region="us-east-1")
table = aws.ec2.RouteTable(
    "hub",
    region="us-east-1",
    vpc_id=vpc.id,
    routes=[{"cidr_block": f"172.16.{index}.0/24", "transit_gateway_id": gateway.id} for index in range(256)],
)
for index in range(245):
    aws.ec2.Route(
        f"hub-{index}",
        region="us-east-1",
        route_table_id=table.id,
        destination_cidr_block=f"172.17.{index}.0/24",
        transit_gateway_id=gateway.id,
    )
