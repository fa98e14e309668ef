"""API Gateway of Alibaba Cloud."""

from __future__ import annotations

from typing import Any

import pytest

from privateapi.readers.resource import UNKNOWN
from privateapi.topology.model import (
    AccessibleCidrs,
    AlibabaApi,
    ApiGroup,
    GatewayInstance,
    InternalRecord,
    InternalRecordAssociation,
    VpcAccess,
)
from tests.readers.reading import Case, check, nodes, resource, shown

CASES: list[Case] = [
    (
        "an instance",
        "alicloud:apigateway/instance:Instance",
        {
            "instanceName": "i",
            "instanceType": "vpc_connect",
            "instanceSpec": "api.s1.small",
            "userVpcId": UNKNOWN,
            "instanceCidr": "192.168.0.0/16",
            "toConnectVpcIpBlocks": [{"cidrBlock": "10.1.0.0/16"}],
            "deleteVpcIpBlock": "10.2.0.0/16",
            "httpsPolicy": "HTTPS2_TLS1_2",
        },
        {"userVpcId": ["urn:vpc"]},
        GatewayInstance,
        {
            "instance_name": "i",
            "instance_type": "vpc_connect",
            "instance_spec": "api.s1.small",
            "user_vpc": ("?is not known yet (userVpcId)", "urn:vpc"),
            "instance_cidr": "192.168.0.0/16",
            "to_connect_vpc_ip_blocks": ["10.1.0.0/16"],
            "delete_vpc_ip_block": "10.2.0.0/16",
            "https_policy": "HTTPS2_TLS1_2",
        },
    ),
    (
        "accessible blocks of ours",
        "privateapi:alicloud:InstanceAccessibleCidrs",
        {"instanceId": "i", "cidrBlocks": ["10.1.0.0/16"]},
        {},
        AccessibleCidrs,
        {"instance": "i", "cidr_blocks": ["10.1.0.0/16"]},
    ),
    (
        "VPC access",
        "alicloud:apigateway/vpcAccess:VpcAccess",
        {"name": "a", "vpcId": "v", "instanceId": "i-1", "port": 443, "vpcTargetHostName": "h"},
        {},
        VpcAccess,
        {"access_name": "a", "vpc": "v", "server": "i-1", "port": 443, "host": "h"},
    ),
    (
        "a group",
        "alicloud:apigateway/group:Group",
        {"name": "g", "instanceId": "i"},
        {},
        ApiGroup,
        {"group_name": "g", "instance": "i", "previous_instance": None},
    ),
    (
        "the instance of a group elsewhere",
        "privateapi:alicloud:ApiGroupInstance",
        {"groupId": "g", "instanceId": "i"},
        {},
        ApiGroup,
        {"id": "g", "instance": "i"},
    ),
    (
        "an API before an address",
        "alicloud:apigateway/api:Api",
        {"name": "a", "groupId": "g", "serviceType": "HTTP", "httpServiceConfig": {"address": "http://a"}},
        {},
        AlibabaApi,
        {"api_name": "a", "group": "g", "backend_type": "HTTP", "backend_address": "http://a", "vpc_access": None},
    ),
    (
        "an API before a VPC",
        "alicloud:apigateway/api:Api",
        {"serviceType": "HTTP-VPC", "httpVpcServiceConfig": {"name": UNKNOWN, "vpcScheme": "https"}},
        {"httpVpcServiceConfig": ["urn:access"]},
        AlibabaApi,
        {
            "backend_type": "HTTP-VPC",
            "backend_scheme": "https",
            "vpc_access": ("?is not known yet (httpVpcServiceConfig.name)", "urn:access"),
        },
    ),
    (
        "a record",
        "privateapi:alicloud:PrivateDns",
        {"intranetDomain": "a.b", "type": "A", "records": [{"record": "10.0.0.1", "weight": 101}]},
        {},
        InternalRecord,
        {"domain_name": "a.b", "type": "A", "instance_type": "VPC integration"},
    ),
    (
        "a record for conventional instances",
        "privateapi:alicloud:PrivateDns",
        {"intranetDomain": "a.b", "type": "VPC"},
        {},
        InternalRecord,
        {"instance_type": "conventional", "addresses": None},
    ),
    (
        "an association",
        "privateapi:alicloud:PrivateDnsAssociation",
        {"intranetDomains": ["a.b"], "instanceId": "i"},
        {},
        InternalRecordAssociation,
        {"record": "a.b", "instances": ["i"]},
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_fields(case: Case) -> None:
    check(case)


def test_zones_of_an_instance() -> None:
    zone = {"zoneId": "cn-hangzhou-j", "vswitchId": "vsw", "cidrBlock": "10.0.0.0/24", "securityGroup": "sg"}
    (found,) = nodes(resource("alicloud:apigateway/instance:Instance", {"zoneVswitchSecurityGroups": [zone]}))
    assert isinstance(found, GatewayInstance)
    (each,) = found.zones.get()
    assert [shown(value) for value in (each.zone, each.vswitch, each.cidr_block, each.security_group)] == [
        "cn-hangzhou-j",
        "vsw",
        "10.0.0.0/24",
        "sg",
    ]


def test_weighted_addresses() -> None:
    (found,) = nodes(
        resource("privateapi:alicloud:PrivateDns", {"records": [{"record": "10.0.0.1", "weight": 101}, UNKNOWN]})
    )
    assert isinstance(found, InternalRecord)
    assert [(shown(each.address), shown(each.weight)) for each in found.addresses.get()] == [
        ("10.0.0.1", 101),
        ("?is not known yet (records[1])", "?is not known yet (records[1])"),
    ]


def test_association_of_several_domains() -> None:
    found = nodes(
        resource(
            "privateapi:alicloud:PrivateDnsAssociation",
            {"intranetDomains": ["a.b", UNKNOWN, UNKNOWN], "instanceId": "i"},
            dependencies={"intranetDomains": ["urn:one", "urn:two"]},
        )
    )
    assert all(isinstance(each, InternalRecordAssociation) and shown(each.instances) == ["i"] for each in found)
    assert [shown(each.record) for each in found if isinstance(each, InternalRecordAssociation)] == [
        "a.b",
        ("?is not known yet (intranetDomains[1])", "urn:one"),
        ("?is not known yet (intranetDomains[2])", "urn:two"),
    ]


@pytest.mark.parametrize("by_id", [False, True])
def test_group_that_is_moved(by_id: bool) -> None:
    group = resource(
        "alicloud:apigateway/group:Group", {"name": "g", "instanceId": "old"}, id="group-1" if by_id else None
    )
    moved = resource(
        "privateapi:alicloud:ApiGroupInstance",
        {"groupId": "group-1" if by_id else UNKNOWN, "instanceId": "new"},
        dependencies={} if by_id else {"groupId": [group.key]},
    )
    (found,) = nodes(group, moved)
    assert isinstance(found, ApiGroup)
    assert (shown(found.instance), shown(found.previous_instance)) == ("new", "old")


@pytest.mark.parametrize(
    ("before", "after", "dependencies", "previous"),
    [
        ("gw-1", "gw-1", {}, None),
        (UNKNOWN, UNKNOWN, {"instanceId": ["urn:gateway"]}, None),
        (UNKNOWN, UNKNOWN, {}, "?is not known yet (instanceId)"),
    ],
)
def test_group_that_stays_where_it_was_made(before: object, after: object, dependencies: Any, previous: Any) -> None:
    group = resource("alicloud:apigateway/group:Group", {"instanceId": before}, dependencies=dependencies)
    placed = resource(
        "privateapi:alicloud:ApiGroupInstance",
        {"groupId": UNKNOWN, "instanceId": after},
        dependencies={"groupId": [group.key], **dependencies},
    )
    (found,) = nodes(group, placed)
    assert isinstance(found, ApiGroup)
    assert shown(found.previous_instance) == previous
