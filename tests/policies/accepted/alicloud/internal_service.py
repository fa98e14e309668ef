"""A VPC integration instance, and internal names for a service in its VPC."""

import pulumi
import pulumi_alicloud as alicloud

vpc = alicloud.vpc.Network("hub", cidr_block="10.0.0.0/16")
switch = alicloud.vpc.Switch("hub", vpc_id=vpc.id, cidr_block="10.0.0.0/24", zone_id="cn-hangzhou-j")
group = alicloud.ecs.SecurityGroup("hub", vpc_id=vpc.id, security_group_name="hub")
instance = alicloud.apigateway.Instance(
    "hub",
    instance_name="hub",
    instance_spec="api.s1.small",
    https_policy="HTTPS2_TLS1_2",
    payment_type="PayAsYouGo",
    instance_type="vpc_connect",
    user_vpc_id=vpc.id,
    instance_cidr="192.168.0.0/16",
    zone_vswitch_security_groups=[
        {
            "zone_id": "cn-hangzhou-j",
            "vswitch_id": switch.id,
            "cidr_block": "10.0.0.0/24",
            "security_group": group.id,
        }
    ],
)
record = pulumi.CustomResource(
    "privateapi:alicloud:PrivateDns",
    "orders",
    {
        "intranetDomain": "orders.internal.example.com",
        "type": "A",
        "records": [{"record": "10.0.0.10", "weight": 80}, {"record": "10.0.0.11", "weight": 20}],
    },
)
pulumi.CustomResource(
    "privateapi:alicloud:PrivateDnsAssociation",
    "orders",
    {"intranetDomain": "orders.internal.example.com", "instanceId": instance.id},
    pulumi.ResourceOptions(depends_on=[record]),
)
