"""An endpoint service behind an internal load balancer, before an RDS proxy, and its consumer in another VPC."""

import pulumi_aws as aws

REGION = "us-east-1"
ROLE = "arn:aws:iam::123456789012:role/orders"
SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:orders-AbCdEf"
PORT = 5432


def network(name: str, prefix: str) -> tuple[aws.ec2.Vpc, list[aws.ec2.Subnet]]:
    """A VPC with two private subnets and a record of its traffic."""
    vpc = aws.ec2.Vpc(name, region=REGION, cidr_block=f"{prefix}.0.0/16", enable_dns_hostnames=True)
    aws.ec2.FlowLog(
        name,
        region=REGION,
        vpc_id=vpc.id,
        traffic_type="ALL",
        log_destination_type="s3",
        log_destination="arn:aws:s3:::flow-logs",
    )
    subnets = [
        aws.ec2.Subnet(
            f"{name}-{zone}",
            region=REGION,
            vpc_id=vpc.id,
            cidr_block=f"{prefix}.{index}.0/24",
            availability_zone=f"{REGION}{zone}",
        )
        for index, zone in enumerate("ab")
    ]
    return vpc, subnets


def group(name: str, vpc: aws.ec2.Vpc, port: int, *cidrs: str) -> aws.ec2.SecurityGroup:
    """A security group that lets blocks in on one port."""
    found = aws.ec2.SecurityGroup(name, region=REGION, vpc_id=vpc.id)
    for index, cidr in enumerate(cidrs):
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-{index}",
            region=REGION,
            security_group_id=found.id,
            ip_protocol="tcp",
            from_port=port,
            to_port=port,
            cidr_ipv4=cidr,
        )
    return found


provider, provider_subnets = network("provider", "10.0")
consumer, consumer_subnets = network("consumer", "10.1")
proxy = aws.rds.Proxy(
    "orders",
    region=REGION,
    engine_family="POSTGRESQL",
    role_arn=ROLE,
    vpc_subnet_ids=[subnet.id for subnet in provider_subnets],
    vpc_security_group_ids=[group("proxy", provider, PORT, "10.0.0.0/16").id],
    require_tls=True,
    auths=[{"auth_scheme": "SECRETS", "iam_auth": "REQUIRED", "secret_arn": SECRET}],
)
aws.rds.ProxyDefaultTargetGroup(
    "orders",
    region=REGION,
    db_proxy_name=proxy.name,
    connection_pool_config={"max_connections_percent": 100, "max_idle_connections_percent": 50},
)
balancer = aws.lb.LoadBalancer(
    "orders",
    region=REGION,
    internal=True,
    load_balancer_type="network",
    subnets=[subnet.id for subnet in provider_subnets],
    enable_cross_zone_load_balancing=True,
)
targets = aws.lb.TargetGroup("orders", region=REGION, vpc_id=provider.id, target_type="ip", protocol="TCP", port=PORT)
aws.lb.TargetGroupAttachment("orders", region=REGION, target_group_arn=targets.arn, target_id=proxy.endpoint, port=PORT)
aws.lb.Listener(
    "orders",
    region=REGION,
    load_balancer_arn=balancer.arn,
    protocol="TCP",
    port=PORT,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)
service = aws.ec2.VpcEndpointService(
    "orders",
    region=REGION,
    acceptance_required=True,
    network_load_balancer_arns=[balancer.arn],
    allowed_principals=["arn:aws:iam::210987654321:root"],
)
aws.ec2.VpcEndpoint(
    "orders",
    region=REGION,
    vpc_id=consumer.id,
    vpc_endpoint_type="Interface",
    service_name=service.service_name,
    subnet_ids=[subnet.id for subnet in consumer_subnets],
    security_group_ids=[group("client", consumer, PORT, "10.1.0.0/16").id],
)
