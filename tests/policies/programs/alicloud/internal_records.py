"""Internal DNS records with one fault each: too many values, weights, an address that the instance does not reach."""

# alibaba-gateway: ALI-DNS-03: internal DNS record crowded has 21; the limit is 20
# alibaba-gateway: ALI-DNS-05: internal DNS record heavy: records[0].weight is 101; weights are 0 to 100
#     (000_ed9b039e805dc43a.txt)
# alibaba-gateway: ALI-DNS-06: internal DNS record silent has one address, 10.0.0.1, with the weight 0: the record
#     does not take effect
# alibaba-gateway: ALI-DNS-08: internal DNS record outside has the address 10.9.0.1, which is in none of the
#     accessible CIDR blocks of API Gateway instance hub: 10.0.0.0/24

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


def record(name: str, *values: tuple[str, int]) -> None:
    """A record that is given to the instance."""
    records = [{"record": address, "weight": weight} for address, weight in values]
    domain = f"{name}.internal.example.com"
    resource = pulumi.CustomResource(
        "privateapi:alicloud:PrivateDns", name, {"intranetDomain": domain, "type": "A", "records": records}
    )
    pulumi.CustomResource(
        "privateapi:alicloud:PrivateDnsAssociation",
        name,
        {"intranetDomains": [domain], "instanceId": instance.id},
        pulumi.ResourceOptions(depends_on=[resource]),
    )


record("crowded", *((f"10.0.0.{index + 1}", 1) for index in range(21)))
record("heavy", ("10.0.0.1", 101), ("10.0.0.2", 1))
record("silent", ("10.0.0.1", 0))
record("outside", ("10.9.0.1", 1), ("10.0.0.2", 1))
