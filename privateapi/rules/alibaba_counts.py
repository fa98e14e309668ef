"""How the quotas of Alibaba Cloud are counted. Those of internal DNS records have rules of their own (ALI-DNS)."""

from __future__ import annotations

from collections.abc import Iterator

from privateapi.rules.counting import Counters, Entry, Weight, each, in_account, in_region, of_type, per, tally
from privateapi.rules.wording import because
from privateapi.topology.model import (
    AlibabaApi,
    AlibabaRoute,
    AlibabaSecurityGroup,
    AlibabaSecurityGroupRule,
    AlibabaServer,
    AlibabaVpc,
    AlibabaVpcCidrBlock,
    ApiGroup,
    OtherResource,
    Topology,
    VSwitch,
)
from privateapi.topology.values import Known, Unknown, Value, Values


def _routes(topology: Topology) -> Iterator[Entry]:
    """Custom routes by their table, which the model has no class for."""
    for route in topology.of(AlibabaRoute):
        if not route.route_table.missing:
            yield Entry(topology.identity(route.route_table, OtherResource, route), route)


def _customer_blocks(vpc: AlibabaVpc, topology: Topology) -> Value[int]:
    return _length(vpc.user_cidrs, "its user CIDR blocks")


def _groups(server: AlibabaServer, topology: Topology) -> Value[int]:
    return _length(server.security_groups.ids, "its security groups")


def _length(values: Values[str], what: str) -> Value[int]:
    if isinstance(values, Unknown):
        return Unknown(f"{what}: the list {values.why}")
    return Known(len(values.get(())))


def _rules_over_groups(server: AlibabaServer, topology: Topology) -> Value[int]:
    groups = topology.follow_all(server.security_groups, AlibabaSecurityGroup, server)
    if isinstance(groups, Unknown):
        return Unknown(f"its security groups: the list {groups.why}")
    return Known(
        sum(len(topology.referrers(AlibabaSecurityGroupRule, "security_group", group)) for group in groups.get(()))
    )


def _kind(name: str) -> Weight[AlibabaServer]:
    def weight(server: AlibabaServer, topology: Topology) -> Value[int]:
        if server.kind.unknown:
            return Unknown(f"its kind {because(server.kind)}")
        return Known(int(server.kind.get("") == name))

    return weight


# What one resource can have.
RESOURCES: Counters = {
    "ali.vpc.vswitches": per(VSwitch, "vpc", AlibabaVpc),
    "ali.vpc.secondary_cidrs": per(AlibabaVpcCidrBlock, "vpc", AlibabaVpc),
    "ali.vpc.routes": tally(OtherResource, _routes, noun=" (route table)"),
    "ali.vpc.customer_cidrs": each(AlibabaVpc, _customer_blocks),
    "ali.apigw.apis": per(AlibabaApi, "group", ApiGroup),
    "ali.sg.rules": each(AlibabaServer, _rules_over_groups),
    "ali.sg.per_instance": each(AlibabaServer, _groups),
}

# What a region or an account can have.
REGIONS: Counters = {
    "ali.vpc.vpcs": in_region(AlibabaVpc),
    "ali.apigw.groups": in_region(ApiGroup),
    "ali.nlb.nlbs": in_region(AlibabaServer, weight=_kind("nlb")),
    "ali.pvtz.zones": in_account(OtherResource, weight=of_type("alicloud:pvtz/zone:Zone")),
}
