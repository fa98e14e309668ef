"""A failover set that has a PRIMARY only."""

# aws-private-api: AWS-R53-03: api.internal.example.com A has a PRIMARY (record primary) and no SECONDARY record

from privateapi.sdk import ec2, route53

vpc = ec2.Vpc("hub", region="us-east-1", cidr_block="10.0.0.0/16", enable_dns_hostnames=True)
zone = route53.HostedZone(
    "internal", name="internal.example.com", vpcs=[{"vpc_id": vpc.vpc_id, "vpc_region": "us-east-1"}]
)
check = route53.HealthCheck("api", type="HTTPS", fully_qualified_domain_name="api.example.com")
route53.RecordSet(
    "primary",
    zone_id=zone.zone_id,
    name="api.internal.example.com",
    type="A",
    ttl=60,
    records=["10.0.0.10"],
    set_identifier="primary",
    failover="PRIMARY",
    health_check_id=check.health_check_id,
)
