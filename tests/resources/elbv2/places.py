"""VPCs and subnets that tests of load balancers stand in."""

from tests.plugin import Plugin


def vpc(plugin: Plugin, cidr: str = "10.0.0.0/16", region: str = "us-east-1") -> str:
    """A VPC's id."""
    return plugin.create("privateapi:ec2:Vpc", {"cidrBlock": cidr, "region": region}).id


def subnets(plugin: Plugin, vpc_id: str, count: int = 2, region: str = "us-east-1") -> list[str]:
    """Ids of subnets 10.0.N.0/24, each in a zone of its own."""
    return [
        plugin.create(
            "privateapi:ec2:Subnet",
            {
                "vpcId": vpc_id,
                "cidrBlock": f"10.0.{index}.0/24",
                "availabilityZone": f"{region}{'abcd'[index]}",
                "region": region,
            },
        ).id
        for index in range(count)
    ]
