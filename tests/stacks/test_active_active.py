"""Seed 002 end to end: the active-active stack, previewed, deployed, changed, drifted, repaired and destroyed."""

import ipaddress
import json
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients
from tests.stacks.deployment import Deployment, leftovers, operations

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("active_active")]

STACK = "active-active"
REGIONS = ("us-east-1", "us-west-2")
NAME = "orders.internal.example.com"
ADDRESSES = {"us-east-1": ["10.0.0.4", "10.0.1.4"], "us-west-2": ["10.1.0.4", "10.1.1.4"]}


@pytest.fixture(scope="module")
def deployed(deployment: Deployment) -> Deployment:
    """The stack, previewed before anything exists and then deployed."""
    steps = deployment.preview(STACK)
    states = {step["urn"]: step["newState"] for step in steps}
    assert set(operations(steps)) == {"create"}
    _previewed_addresses(states)
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    assert done.counts["created"] == len(steps)
    return deployment


def _previewed_addresses(states: dict[str, Any]) -> None:
    """A preview of nothing holds the endpoints' addresses and the load balancers' targets."""
    inputs = {urn: state.get("inputs", {}) for urn, state in states.items()}
    for region, addresses in ADDRESSES.items():
        endpoint = next(
            each for urn, each in inputs.items() if "ec2:VpcEndpoint::" in urn and each.get("region") == region
        )
        assert [each["ipv4"] for each in endpoint["subnetConfigurations"]] == addresses
        targets = sorted(
            each["targetId"]
            for urn, each in inputs.items()
            if "elbv2:TargetGroupAttachment::" in urn and each.get("region") == region
        )
        assert targets == addresses


def test_outputs(deployed: Deployment) -> None:
    outputs = deployed.outputs(STACK)
    assert outputs["name"] == NAME and outputs["zone_id"].startswith("Z")
    assert set(outputs["regions"]) == set(REGIONS)
    for region, parts in outputs["regions"].items():
        assert parts["endpoint_addresses"] == ADDRESSES[region]
        assert parts["vpc_endpoint_id"].startswith("vpce-")
        assert parts["rest_api_id"] and parts["load_balancer"] and parts["health_check_id"]


@pytest.mark.parametrize("region", REGIONS)
def test_region(deployed: Deployment, region: str) -> None:
    aws = deployed.aws
    ec2 = aws("ec2", region)
    [endpoint] = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    interfaces = ec2.describe_network_interfaces(NetworkInterfaceIds=endpoint["NetworkInterfaceIds"])
    subnets = {
        each["SubnetId"]: ipaddress.ip_network(each["CidrBlock"])
        for each in ec2.describe_subnets(SubnetIds=endpoint["SubnetIds"])["Subnets"]
    }
    addresses = {each["PrivateIpAddress"]: subnets[each["SubnetId"]] for each in interfaces["NetworkInterfaces"]}
    assert sorted(addresses) == ADDRESSES[region]
    assert all(ipaddress.ip_address(address) in subnet for address, subnet in addresses.items())
    _flow_log(aws, region, endpoint["VpcId"])
    _balancer(aws, region, set(addresses))
    _api(aws, region, endpoint["VpcEndpointId"])


def _flow_log(aws: Clients, region: str, vpc_id: str) -> None:
    [log] = aws("ec2", region).describe_flow_logs()["FlowLogs"]
    assert (log["ResourceId"], log["TrafficType"], log["DeliverLogsStatus"]) == (vpc_id, "ALL", "SUCCESS")
    role = aws("iam").get_role(RoleName=log["DeliverLogsPermissionArn"].rpartition("/")[2])["Role"]
    [statement] = role["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": f"arn:aws:ec2:{region}:123456789012:vpc-flow-log/*"},
    }


def _balancer(aws: Clients, region: str, addresses: set[str]) -> None:
    elb = aws("elbv2", region)
    [balancer] = elb.describe_load_balancers()["LoadBalancers"]
    assert (balancer["Type"], balancer["Scheme"]) == ("network", "internal")
    [listener] = elb.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
    assert (listener["Protocol"], listener["Port"]) == ("TLS", 443)
    certificate = listener["Certificates"][0]["CertificateArn"]
    detail = aws("acm", region).describe_certificate(CertificateArn=certificate)["Certificate"]
    assert detail["DomainName"] == NAME
    group = listener["DefaultActions"][0]["TargetGroupArn"]
    health = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert {(each["Target"]["Id"], each["Target"]["Port"]) for each in health} == {(a, 443) for a in addresses}


def _api(aws: Clients, region: str, endpoint_id: str) -> None:
    gateway = aws("apigateway", region)
    [api] = gateway.get_rest_apis()["items"]
    assert api["endpointConfiguration"]["types"] == ["PRIVATE"]
    assert api["endpointConfiguration"]["vpcEndpointIds"] == [endpoint_id]
    policy = json.loads(api["policy"].replace('\\"', '"'))
    denial = next(statement for statement in policy["Statement"] if statement["Effect"] == "Deny")
    assert endpoint_id in str(denial["Condition"]["StringNotEquals"]["aws:SourceVpce"])
    [mapping] = gateway.get_base_path_mappings(domainName=NAME)["items"]
    assert mapping["restApiId"] == api["id"]
    [function] = aws("lambda", region).list_functions()["Functions"]
    assert function["Handler"] == "echo.handler"


def test_transit(deployed: Deployment) -> None:
    aws = deployed.aws
    blocks = {"us-east-1": "10.0.0.0/16", "us-west-2": "10.1.0.0/16"}
    for here, there in (REGIONS, REGIONS[::-1]):
        ec2 = aws("ec2", here)
        [peering] = ec2.describe_transit_gateway_peering_attachments()["TransitGatewayPeeringAttachments"]
        assert peering["State"] == "available"
        [table] = ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
        routes = ec2.search_transit_gateway_routes(
            TransitGatewayRouteTableId=table["TransitGatewayRouteTableId"],
            Filters=[{"Name": "type", "Values": ["static"]}],
        )["Routes"]
        assert [(each["DestinationCidrBlock"], each["State"]) for each in routes] == [(blocks[there], "active")]
        tables = ec2.describe_route_tables(
            Filters=[{"Name": "route.destination-cidr-block", "Values": [blocks[there]]}]
        )
        subnets = [each["SubnetId"] for found in tables["RouteTables"] for each in found["Associations"]]
        private = ec2.describe_subnets(Filters=[{"Name": "tag:Name", "Values": ["*-private-*"]}])["Subnets"]
        assert sorted(subnets) == sorted(each["SubnetId"] for each in private) and len(private) == 2


def test_name(deployed: Deployment) -> None:
    route53 = deployed.aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    vpcs = route53.get_hosted_zone(Id=zone["Id"])["VPCs"]
    assert sorted(vpc["VPCRegion"] for vpc in vpcs) == list(REGIONS)
    records = [
        each
        for each in route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
        if each["Type"] == "A"
    ]
    assert [each["Name"] for each in records] == [f"{NAME}."] * 2
    assert sorted(each["Region"] for each in records) == list(REGIONS)
    assert all(each["AliasTarget"]["EvaluateTargetHealth"] for each in records)
    checks = {each["HealthCheckId"] for each in records}
    assert len(checks) == 2
    for check in checks:
        config = route53.get_health_check(HealthCheckId=check)["HealthCheck"]["HealthCheckConfig"]
        assert config["Type"] == "CALCULATED" and config["HealthThreshold"] == 5
        children = [route53.get_health_check(HealthCheckId=id)["HealthCheck"] for id in config["ChildHealthChecks"]]
        watched = {each["CloudWatchAlarmConfiguration"]["MetricName"]: each for each in children}
        assert set(watched) == {"HealthyHostCount", "PacketsDropped", "RstPacketsReceived", "5XXError", "Latency"}
        [region] = {each["HealthCheckConfig"]["AlarmIdentifier"]["Region"] for each in children}
        [endpoint] = [each for each in deployed.aws("ec2", region).describe_vpc_endpoints()["VpcEndpoints"]]
        dimensions = watched["PacketsDropped"]["CloudWatchAlarmConfiguration"]["Dimensions"]
        assert {each["Name"]: each["Value"] for each in dimensions} == {
            "Endpoint Type": endpoint["VpcEndpointType"],
            "Service Name": endpoint["ServiceName"],
            "VPC Endpoint Id": endpoint["VpcEndpointId"],
            "VPC Id": endpoint["VpcId"],
        }


def test_rehearsal(deployed: Deployment) -> None:
    """Every client is answered whatever fails: by the other region while its own cannot serve, else by its own."""
    done = deployed.run("rehearse", STACK, "--format", "json")
    assert done.code == 0, done.out
    rows = json.loads(done.out)["rows"]
    assert [(row["client"], row["name"]) for row in rows] == [(f"{STACK}-{region}", NAME) for region in REGIONS]
    for row, own, other in zip(rows, REGIONS, REGIONS[::-1], strict=True):
        served = {"+".join(cell["failures"]): cell["answers"][0]["region"] for cell in row["cells"]}
        lost = {
            f"region:{own}",
            *(f"{kind}:{STACK}-{own}" for kind in ("endpoint", "api")),
            f"backend:{STACK}-{own}-backend",
        }
        assert lost < set(served) and len(served) == 18
        assert {failure for failure, region in served.items() if region == other} == lost
        assert all(cell["verdict"] == "served" for cell in row["cells"])


def test_what_is_deployed_is_judged_as_what_was_planned(deployed: Deployment) -> None:
    """Beside what exists in the accounts, of which everything is the stack's own: nothing is found, and all is read."""
    regions = [option for region in REGIONS for option in ("--region", region)]
    done = deployed.run("check", "--json", "--stack", STACK, "--live", *regions)
    assert done.code in (0, 2), done.out
    found = json.loads(done.out[done.out.index("{") :])
    assert (found["findings"], found["faults"]) == ([], [])
    assert [each for each in found["notJudged"] if not each["resource"]] == []


def test_nothing_changes(deployed: Deployment) -> None:
    done = deployed.run("up", STACK)
    assert done.code == 0, done.out
    assert set(done.counts) == {"unchanged"}


def test_third_region(deployed: Deployment) -> None:
    def add(config: dict[str, Any]) -> None:
        config["regions"].append({"region": "eu-central-1"})

    original = (deployed.folder / "stacks" / f"Pulumi.{STACK}.yaml").read_text(encoding="utf-8")
    deployed.configure(STACK, add)
    try:
        found = operations(deployed.preview(STACK))
    finally:
        (deployed.folder / "stacks" / f"Pulumi.{STACK}.yaml").write_text(original, encoding="utf-8")
    assert set(found) == {"create", "same", "update"}
    changed = {urn.split("::")[2].rsplit("$", 1)[-1] for urn in found["update"]}
    changed = {token for token in changed if not token.startswith("privateapi:aws:")}
    assert changed == {"privateapi:route53:HostedZone"}, "the zone is on one more VPC, components know one more region"


def test_drift(deployed: Deployment) -> None:
    aws = deployed.aws
    route53 = aws("route53")
    [zone] = route53.list_hosted_zones()["HostedZones"]
    records = route53.list_resource_record_sets(HostedZoneId=zone["Id"])["ResourceRecordSets"]
    record = next(each for each in records if each.get("Region") == "us-west-2")
    route53.change_resource_record_sets(
        HostedZoneId=zone["Id"], ChangeBatch={"Changes": [{"Action": "DELETE", "ResourceRecordSet": record}]}
    )
    cloudwatch = aws("cloudwatch", "us-east-1")
    alarm = next(each for each in cloudwatch.describe_alarms()["MetricAlarms"] if "healthy" in each["AlarmName"])
    keep = ("AlarmName", "Namespace", "MetricName", "Dimensions", "Statistic", "Period", "EvaluationPeriods")
    cloudwatch.put_metric_alarm(
        **{key: alarm[key] for key in keep},
        ComparisonOperator=alarm["ComparisonOperator"],
        TreatMissingData=alarm["TreatMissingData"],
        AlarmDescription=alarm["AlarmDescription"],
        Threshold=7.0,
    )
    refreshed = deployed.run("refresh", STACK)
    assert refreshed.code == 0, refreshed.out
    assert (refreshed.counts.get("deleted"), refreshed.counts.get("updated")) == (1, 1), refreshed.out
    assert "~threshold" in refreshed.out
    repaired = deployed.run("up", STACK, "--skip-preview")
    assert (repaired.counts.get("created"), repaired.counts.get("updated")) == (1, 1), repaired.out
    found = cloudwatch.describe_alarms(AlarmNames=[alarm["AlarmName"]])["MetricAlarms"][0]
    assert found["Threshold"] == 1.0
    again = deployed.run("preview", STACK)
    assert set(again.counts) == {"unchanged"}, again.out


def test_down(deployed: Deployment) -> None:
    done = deployed.run("down", STACK)
    assert done.code == 0, done.out
    assert leftovers(deployed.aws, REGIONS) == {}
