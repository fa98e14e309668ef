"""A failover set that has a PRIMARY only."""

# aws-private-api: AWS-R53-03: api.internal.example.com A has a PRIMARY (record primary) and no SECONDARY record

import pulumi_aws as aws

vpc = aws.ec2.Vpc("hub", cidr_block="10.0.0.0/16", enable_dns_hostnames=True, region="us-east-1")
zone = aws.route53.Zone("internal", name="internal.example.com", vpcs=[{"vpc_id": vpc.id}])
alarm = aws.cloudwatch.MetricAlarm(
    "healthy",
    name="healthy",
    region="us-east-1",
    comparison_operator="LessThanThreshold",
    evaluation_periods=2,
    metric_name="HealthyHostCount",
    namespace="AWS/NetworkELB",
    statistic="Minimum",
    period=60,
    threshold=1,
    treat_missing_data="breaching",
)
check = aws.route53.HealthCheck(
    "healthy",
    type="CLOUDWATCH_METRIC",
    cloudwatch_alarm_name=alarm.name,
    cloudwatch_alarm_region="us-east-1",
    insufficient_data_health_status="LastKnownStatus",
)
aws.route53.Record(
    "primary",
    zone_id=zone.zone_id,
    name="api",
    type="A",
    ttl=60,
    records=["10.0.0.10"],
    set_identifier="primary",
    failover_routing_policies=[{"type": "PRIMARY"}],
    health_check_id=check.id,
)
