"""Names across Direct Connect beside the API: deployed, changed in place together with what connects the Regions,
mended after drift, and taken down."""

from typing import Any

import pytest

from tests.stacks.deployment import Deployment, leftovers, operations
from tests.stacks.test_policies import summaries

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("hybrid")]

STACK = "hybrid"
REGIONS = ("us-east-1", "us-west-2")
EAST = "us-east-1"


def _configure(deployment: Deployment, interconnect: str = "vpc-peering", **changed: Any) -> None:
    def change(config: dict[str, Any]) -> None:
        config["hybridDns"] = {
            "clientCidrs": ["192.168.0.0/16"],
            "forwards": [{"domainName": "corp.example.com", "nameServers": ["192.168.0.2"]}],
            **changed,
        }
        config["interconnect"] = interconnect

    deployment.configure(STACK, change)


def _type(urn: str) -> str:
    return urn.split("::")[2].rpartition("$")[2].removeprefix("privateapi:")


def _endpoints(deployment: Deployment, region: str) -> dict[str, dict[str, Any]]:
    found = deployment.aws("route53resolver", region).list_resolver_endpoints()["ResolverEndpoints"]
    return {each["Direction"]: each for each in found}


def _addresses(deployment: Deployment, endpoint: dict[str, Any], region: str = EAST) -> list[str]:
    found = deployment.aws("route53resolver", region).list_resolver_endpoint_ip_addresses(
        ResolverEndpointId=endpoint["Id"]
    )
    return sorted(each["Ip"] for each in found["IpAddresses"])


def _rule(deployment: Deployment, region: str) -> dict[str, Any]:
    [found] = deployment.aws("route53resolver", region).list_resolver_rules()["ResolverRules"]
    rule: dict[str, Any] = found
    return rule


def _permitted(deployment: Deployment, endpoint: dict[str, Any]) -> set[tuple[bool, str, int, str]]:
    filters = [{"Name": "group-id", "Values": endpoint["SecurityGroupIds"]}]
    found = deployment.aws("ec2", EAST).describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
    return {(each["IsEgress"], each["IpProtocol"], each["FromPort"], each["CidrIpv4"]) for each in found}


def test_hybrid_dns(deployment: Deployment) -> None:
    _configure(deployment, "transit-gateway")
    done = deployment.run("up", STACK)
    assert done.code == 0, done.out
    for pack, said in summaries(done.out).items():
        assert ", 0 violations, " in said, (pack, said)
    outputs = deployment.outputs(STACK)["hybrid_dns"]
    assert outputs["inbound_addresses"] == {
        "us-east-1": ["10.0.0.6", "10.0.1.6"],
        "us-west-2": ["10.1.0.6", "10.1.1.6"],
    }
    for region in REGIONS:
        endpoints = _endpoints(deployment, region)
        for direction, way in (("INBOUND", "inbound"), ("OUTBOUND", "outbound")):
            assert endpoints[direction]["Status"] == "OPERATIONAL"
            assert _addresses(deployment, endpoints[direction], region) == outputs[f"{way}_addresses"][region]
        rule = _rule(deployment, region)
        assert (rule["DomainName"], rule["ResolverEndpointId"]) == ("corp.example.com.", endpoints["OUTBOUND"]["Id"])
        associations = deployment.aws("route53resolver", region).list_resolver_rule_associations()
        vpcs = deployment.aws("ec2", region).describe_vpcs(Filters=[{"Name": "is-default", "Values": ["false"]}])
        assert [each["VPCId"] for each in associations["ResolverRuleAssociations"]] == [vpcs["Vpcs"][0]["VpcId"]]
    before = _endpoints(deployment, EAST)
    assert _permitted(deployment, before["INBOUND"]) == {
        (False, protocol, 53, "192.168.0.0/16") for protocol in ("tcp", "udp")
    }
    assert _permitted(deployment, before["OUTBOUND"]) == {
        (True, protocol, 53, "192.168.0.2/32") for protocol in ("tcp", "udp")
    }
    _check_answers(deployment)
    assert set(deployment.run("preview", STACK).counts) == {"unchanged"}

    # A second name server and a third inbound address change what is there and make nothing anew. Peerings in place of
    # the transit gateways are made first, then the VPCs' routes are led to them.
    addresses = ["10.0.0.6", "10.0.1.6", "10.0.1.9"]
    servers = ["192.168.0.2", "192.168.1.2"]
    _configure(
        deployment,
        inboundAddresses={EAST: addresses},
        forwards=[{"domainName": "corp.example.com", "nameServers": servers}],
    )
    planned = operations(deployment.preview(STACK))
    assert set(planned) == {"create", "delete", "same", "update"}
    assert {_type(urn) for urn in planned["create"]} == {
        "aws:PeeringMesh",
        "ec2:SecurityGroupRule",
        "ec2:VpcPeering",
        "ec2:VpcPeeringAccepter",
    }
    assert all("TransitGateway" in urn or _type(urn) == "aws:TransitMesh" for urn in planned["delete"])
    assert len([urn for urn in planned["update"] if _type(urn) == "ec2:Route"]) == 2
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    after = _endpoints(deployment, EAST)
    assert {way: each["Id"] for way, each in after.items()} == {way: each["Id"] for way, each in before.items()}
    assert _addresses(deployment, after["INBOUND"]) == addresses
    assert [each["Ip"] for each in _rule(deployment, EAST)["TargetIps"]] == servers
    _check_peering(deployment)
    _check_answers(deployment)

    # What others took away comes back.
    resolver = deployment.aws("route53resolver", EAST)
    resolver.disassociate_resolver_endpoint_ip_address(
        ResolverEndpointId=after["INBOUND"]["Id"],
        IpAddress={"SubnetId": _subnet(deployment, "10.0.1.0/24"), "Ip": "10.0.1.9"},
    )
    rule = _rule(deployment, EAST)
    resolver.update_resolver_rule(ResolverRuleId=rule["Id"], Config={"TargetIps": [{"Ip": "192.168.9.9", "Port": 53}]})
    done = deployment.run("refresh", STACK)
    assert done.code == 0 and done.counts["updated"] == 2, done.out
    mended = operations(deployment.preview(STACK))
    assert sorted(mended) == ["same", "update"] and len(mended["update"]) == 2, mended["update"]
    done = deployment.run("up", STACK, "--skip-preview")
    assert done.code == 0, done.out
    assert _addresses(deployment, after["INBOUND"]) == addresses
    assert [each["Ip"] for each in _rule(deployment, EAST)["TargetIps"]] == servers

    # A name server that is an inbound endpoint is refused before anything changes.
    _configure(deployment, forwards=[{"domainName": "corp.example.com", "nameServers": ["10.1.0.6"]}])
    refused = deployment.run("up", STACK)
    assert refused.code != 0
    assert (
        "forwards[0].nameServers[0]: '10.1.0.6' is the inbound endpoint in us-west-2, which would ask itself again and "
        "again; give a name server on premises"
    ) in " ".join(refused.out.split()), refused.out

    assert deployment.run("down", STACK).code == 0
    assert leftovers(deployment.aws, REGIONS) == {}
    for region in REGIONS:
        assert _endpoints(deployment, region) == {}
        peerings = deployment.aws("ec2", region).describe_vpc_peering_connections()["VpcPeeringConnections"]
        assert {each["Status"]["Code"] for each in peerings} == {"deleted"}
        assert deployment.aws("route53resolver", region).list_resolver_rules()["ResolverRules"] == []


def _check_peering(deployment: Deployment) -> None:
    """One peering that is active on both sides, and routes to the other side's block in every table of ours."""
    blocks = dict(zip(REGIONS, ("10.0.0.0/16", "10.1.0.0/16"), strict=True))
    seen = set()
    for region, other in (REGIONS, REGIONS[::-1]):
        ec2 = deployment.aws("ec2", region)
        gateways = ec2.describe_transit_gateways()["TransitGateways"]
        assert {each["State"] for each in gateways} <= {"deleted"}
        [peering] = ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
        assert peering["Status"]["Code"] == "active"
        seen.add(peering["VpcPeeringConnectionId"])
        tables = ec2.describe_route_tables(Filters=[{"Name": "tag:Name", "Values": ["*-private"]}])["RouteTables"]
        [table] = tables
        routes = {each.get("DestinationCidrBlock"): each.get("VpcPeeringConnectionId") for each in table["Routes"]}
        assert routes[blocks[other]] == peering["VpcPeeringConnectionId"]
    assert len(seen) == 1


def _check_answers(deployment: Deployment) -> None:
    """Every client is served whatever fails, on premises too, and who may not ask an inbound endpoint is told so."""
    rehearsed = deployment.run("rehearse", STACK)
    assert rehearsed.code == 0, rehearsed.out
    assert "4 clients, 1 name, 17 failures: every client is answered, whatever fails" in " ".join(rehearsed.out.split())
    asked = ("answer", "orders.internal.example.com", "--stack", STACK, "--through", "10.0.0.6")
    served = deployment.run(*asked, "--from", "192.168.0.9")
    assert served.code == 0 and "served by us-east-1" in served.out, served.out
    refused = deployment.run(*asked, "--from", "172.16.0.9")
    assert refused.code == 1 and "does not let 172.16.0.9 in" in refused.out, refused.out


def _subnet(deployment: Deployment, cidr: str) -> str:
    found = deployment.aws("ec2", EAST).describe_subnets(Filters=[{"Name": "cidr-block", "Values": [cidr]}])
    id: str = found["Subnets"][0]["SubnetId"]
    return id
