"""A weighted record with a weight that Route 53 does not have."""

# aws-private-api: AWS-R53-10: record a has the weight 300; Route 53 takes 0 to 255

import pulumi_aws as aws

zone = aws.route53.Zone("internal", name="internal.example.com", vpcs=[{"vpc_id": "vpc-0123456789abcdef0"}])
for name, weight in (("a", 300), ("b", 1)):
    aws.route53.Record(
        name,
        zone_id=zone.zone_id,
        name="api",
        type="A",
        ttl=60,
        records=["10.0.0.10"],
        set_identifier=name,
        weighted_routing_policies=[{"weight": weight}],
    )
