"""A vSwitch in a block that API Gateway keeps for itself in the zone."""

# alibaba-gateway: ALI-CIDR-01: vSwitch hub of API Gateway instance hub has 192.168.8.0/24, which overlaps
#     192.168.0.0/20, reserved for VPC integration instances in cn-hangzhou-b ('API Gateway: VPC integration
#     instances', 2026-01-09)

import pulumi_alicloud as alicloud

vpc = alicloud.vpc.Network("hub", cidr_block="192.168.0.0/16")
switch = alicloud.vpc.Switch("hub", vpc_id=vpc.id, cidr_block="192.168.8.0/24", zone_id="cn-hangzhou-b")
group = alicloud.ecs.SecurityGroup("hub", vpc_id=vpc.id, security_group_name="hub")
alicloud.apigateway.Instance(
    "hub",
    instance_name="hub",
    instance_spec="api.s1.small",
    https_policy="HTTPS2_TLS1_2",
    payment_type="PayAsYouGo",
    instance_type="vpc_connect",
    user_vpc_id=vpc.id,
    instance_cidr="172.16.0.0/12",
    zone_vswitch_security_groups=[
        {
            "zone_id": "cn-hangzhou-b",
            "vswitch_id": switch.id,
            "cidr_block": "192.168.8.0/24",
            "security_group": group.id,
        }
    ],
)
