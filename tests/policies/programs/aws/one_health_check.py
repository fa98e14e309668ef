"""Latency records of two Regions that one health check takes out of the answers together."""

# aws-private-api: AWS-HC-09: record us-east-1 and record us-west-2 of api.internal.example.com A share health check
#     all, so that they fail together

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", cidr_block="10.0.0.0/16", enable_dns_hostnames=True, region="us-east-1")
zone = aws.route53.Zone("internal", name="internal.example.com", vpcs=[{"vpc_id": vpc.id}])
check = aws.route53.HealthCheck("all", type="HTTPS", fqdn="api.example.com", port=443)
for region, address in (("us-east-1", "10.0.0.10"), ("us-west-2", "10.1.0.10")):
    aws.route53.Record(
        region,
        zone_id=zone.zone_id,
        name="api",
        type="A",
        ttl=60,
        records=[address],
        set_identifier=region,
        latency_routing_policies=[{"region": region}],
        health_check_id=check.id,
    )
