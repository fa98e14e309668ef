"""The multi-region blueprint on VPCs and a zone that are there already, and stay there."""

from typing import Any

import pytest

from privateapi.sandbox import process
from privateapi.sandbox.aws.testing import Clients
from tests.stacks.deployment import Deployment, leftovers, operations

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("existing")]

STACK = "existing"
BLOCKS = {"us-east-1": "10.20", "us-west-2": "10.21"}
ZONE = "internal.example.com"


def _vpc(aws: Clients, region: str) -> dict[str, Any]:
    """A VPC with two private subnets, as the configuration of a stack names it."""
    ec2, block = aws("ec2", region), BLOCKS[region]
    vpc = ec2.create_vpc(CidrBlock=f"{block}.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    subnets = []
    for index, letter in enumerate("ab"):
        cidr, zone = f"{block}.{index}.0/24", f"{region}{letter}"
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=zone)["Subnet"]["SubnetId"]
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
        subnets.append({"id": subnet, "cidr": cidr, "zone": zone})
    return {"vpcId": vpc, "cidr": f"{block}.0.0/16", "subnets": subnets, "routeTableIds": [table]}


def _kept(aws: Clients, vpcs: dict[str, dict[str, Any]], zone: str) -> dict[str, Any]:
    """Everything of what was there before that a stack could change or take away."""
    found: dict[str, Any] = {"zone": aws("route53").get_hosted_zone(Id=zone)["VPCs"]}
    records = aws("route53").list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]
    found["records"] = sorted((each["Name"], each["Type"]) for each in records)
    for region, vpc in vpcs.items():
        ec2, mine = aws("ec2", region), [{"Name": "vpc-id", "Values": [vpc["vpcId"]]}]
        [found[f"{region} VPC"]] = ec2.describe_vpcs(VpcIds=[vpc["vpcId"]])["Vpcs"]
        found[f"{region} subnets"] = sorted(
            (each["SubnetId"], each["CidrBlock"], each["AvailableIpAddressCount"], str(each.get("Tags", [])))
            for each in ec2.describe_subnets(Filters=mine)["Subnets"]
        )
        tables = ec2.describe_route_tables(Filters=mine)["RouteTables"]
        found[f"{region} routes"] = sorted(
            (table["RouteTableId"], route["DestinationCidrBlock"]) for table in tables for route in table["Routes"]
        )
        groups = ec2.describe_security_groups(Filters=mine)["SecurityGroups"]
        found[f"{region} groups"] = sorted(each["GroupName"] for each in groups)
    return found


def test_existing_vpcs_and_zone(deployment: Deployment) -> None:
    process.start(deployment.folder)
    aws = deployment.aws
    vpcs = {region: _vpc(aws, region) for region in BLOCKS}
    home = {"VPCRegion": "us-east-1", "VPCId": _vpc_of_the_zone(aws)}
    zone = aws("route53").create_hosted_zone(
        Name=ZONE, CallerReference="existing", VPC=home, HostedZoneConfig={"PrivateZone": True}
    )
    zone_id = zone["HostedZone"]["Id"].rpartition("/")[2]
    aws("route53").change_resource_record_sets(
        HostedZoneId=zone_id,
        ChangeBatch={
            "Changes": [
                {
                    "Action": "CREATE",
                    "ResourceRecordSet": {
                        "Name": f"other.{ZONE}",
                        "Type": "A",
                        "TTL": 60,
                        "ResourceRecords": [{"Value": "10.20.0.99"}],
                    },
                }
            ]
        },
    )
    before, left = _kept(aws, vpcs, zone_id), leftovers(aws, tuple(BLOCKS))
    addresses = {region: [f"{block}.0.10", f"{block}.1.10"] for region, block in BLOCKS.items()}

    def change(config: dict[str, Any]) -> None:
        config["zoneId"] = zone_id
        config["regions"] = [
            {"region": region, "existing": vpc, "endpointAddresses": addresses[region]} for region, vpc in vpcs.items()
        ]

    deployment.configure(STACK, change)
    steps = deployment.preview(STACK)
    assert set(operations(steps)) == {"create"}
    custom = [step["newState"]["type"] for step in steps if step["newState"].get("custom")]
    assert not {"privateapi:ec2:Vpc", "privateapi:ec2:Subnet", "privateapi:route53:HostedZone"} & set(custom)
    targets = [
        step["newState"]["inputs"]["targetId"] for step in steps if "TargetGroupAttachment::" in step["newState"]["urn"]
    ]
    assert sorted(targets) == sorted(address for each in addresses.values() for address in each)
    assert _kept(aws, vpcs, zone_id) == before, "a preview changes nothing"

    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    _deployed(deployment, vpcs, zone_id, addresses)
    assert set(deployment.run("up", STACK).counts) == {"unchanged"}

    gone = deployment.run("down", STACK)
    assert gone.code == 0, gone.out
    assert _kept(aws, vpcs, zone_id) == before
    assert leftovers(aws, tuple(BLOCKS)) == left


def _vpc_of_the_zone(aws: Clients) -> str:
    """The VPC of the team that owns the zone; the stack does not know it."""
    vpc = aws("ec2").create_vpc(CidrBlock="10.30.0.0/16")["Vpc"]["VpcId"]
    aws("ec2").modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    return str(vpc)


def _deployed(
    deployment: Deployment, vpcs: dict[str, dict[str, Any]], zone_id: str, addresses: dict[str, list[str]]
) -> None:
    aws = deployment.aws
    outputs = deployment.outputs(STACK)
    assert outputs["zone_id"] == zone_id
    associated = {each["VPCId"] for each in aws("route53").get_hosted_zone(Id=zone_id)["VPCs"]}
    assert {vpc["vpcId"] for vpc in vpcs.values()} < associated
    for here, there in (tuple(BLOCKS), tuple(BLOCKS)[::-1]):
        assert outputs["regions"][here]["endpoint_addresses"] == addresses[here]
        ec2 = aws("ec2", here)
        [endpoint] = [each for each in ec2.describe_vpc_endpoints()["VpcEndpoints"] if each["State"] == "available"]
        assert endpoint["VpcId"] == vpcs[here]["vpcId"]
        [table] = ec2.describe_route_tables(RouteTableIds=vpcs[here]["routeTableIds"])["RouteTables"]
        routes = {each["DestinationCidrBlock"]: each.get("TransitGatewayId", "") for each in table["Routes"]}
        assert routes[f"{BLOCKS[there]}.0.0/16"].startswith("tgw-")
