"""Nodes of the model out of what Alibaba Cloud's APIs answer, as plain data (CloudAPI 2016-07-14, ECS 2014-05-26)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from privateapi.topology.model import (
    AlibabaApi,
    AlibabaServer,
    ApiGroup,
    GatewayInstance,
    InstanceZone,
    InternalRecord,
    Origin,
    VpcAccess,
    WeightedAddress,
)
from privateapi.topology.values import MISSING, NO_REF, Known, Ref, Refs, Value, Values, values_of

Answer = Mapping[str, Any]


def connect_cidr_blocks(instance: Answer) -> list[str]:
    """The accessible CIDR blocks of an instance; the API answers them as the text of a JSON array."""
    return [str(block) for block in json.loads(instance.get("ConnectCidrBlocks") or "[]")]


def own_cidr_blocks(instance: Answer) -> list[str]:
    """The blocks of the vSwitches that an instance was given, which are accessible from the beginning."""
    return [str(each["CidrBlock"]) for each in _networks(instance) if each.get("CidrBlock")]


def instance_node(region: str, instance: Answer) -> GatewayInstance:
    """An instance that exists (DescribeInstances, InstanceAttribute)."""
    id, own = instance["InstanceId"], own_cidr_blocks(instance)
    added = [block for block in connect_cidr_blocks(instance) if block not in own]
    dedicated = instance.get("InstanceType") == "VPC_DEDICATED"
    return GatewayInstance(
        **_known(region, id),
        instance_name=_text(instance.get("InstanceName")),
        instance_type=_text(instance.get("DedicatedInstanceType" if dedicated else "InstanceType")),
        instance_spec=_text(instance.get("InstanceSpec")),
        user_vpc=_ref(instance.get("ConnectVpcId")),
        instance_cidr=_text(instance.get("InstanceCidrBlock")),
        zone=_text(instance.get("ZoneId")),
        zones=Known(tuple(map(_zone, _networks(instance)))) if _networks(instance) else MISSING,
        to_connect_vpc_ip_blocks=_texts(added),
        https_policy=_text(instance.get("HttpsPolicies")),
        in_cluster=Known(bool(instance.get("InstanceClusterId"))),
    )


def record_node(region: str, record: Answer) -> InternalRecord:
    """An internal DNS record that exists (ListPrivateDNS)."""
    domain, kind = record["IntranetDomain"], record["Type"]
    addresses = tuple(
        WeightedAddress(_text(each.get("Record")), Known(int(each["Weight"])) if "Weight" in each else MISSING)
        for each in record.get("Records") or ()
    )
    return InternalRecord(
        **{**_known(region, f"{kind}/{domain}"), "name": domain},
        domain_name=Known(domain),
        type=Known(kind),
        addresses=Known(addresses) if addresses else MISSING,
    )


def access_node(region: str, access: Answer) -> VpcAccess:
    """A VPC access authorization that exists (DescribeVpcAccesses); APIs name it by its name."""
    return VpcAccess(
        **{**_known(region, access["VpcAccessId"]), "name": access["Name"], "identifiers": (access["Name"],)},
        access_name=Known(access["Name"]),
        vpc=_ref(access.get("VpcId")),
        server=_ref(access.get("InstanceId")),
        port=Known(int(access["Port"])) if access.get("Port") else MISSING,
        host=_text(access.get("VpcTargetHostName")),
    )


def moved_group_node(region: str, group: Answer, instance: str) -> ApiGroup:
    """An API group (DescribeApiGroup) as it will be on another instance."""
    return ApiGroup(
        **{**_known(region, group["GroupId"]), "name": group.get("GroupName", ""), "live": False},
        group_name=_text(group.get("GroupName")),
        instance=Ref.to(instance),
        previous_instance=_ref(group.get("InstanceId")),
    )


def moved_api_node(region: str, api: Answer) -> AlibabaApi:
    """An API of a group that will be on another instance (DescribeApi)."""
    service = api.get("ServiceConfig") or {}
    access = (service.get("VpcConfig") or {}).get("Name")
    return AlibabaApi(
        **{**_known(region, api["ApiId"]), "name": api.get("ApiName", ""), "live": False},
        api_name=_text(api.get("ApiName")),
        group=_ref(api.get("GroupId")),
        backend_type=_backend_type(service),
        backend_address=_text(service.get("ServiceAddress")),
        backend_scheme=_text((service.get("VpcConfig") or {}).get("VpcScheme")),
        vpc_access=_ref(access),
    )


def server_node(region: str, id: str, kind: str, address: str, groups: list[str]) -> AlibabaServer:
    """A server that exists, with its private address and security groups."""
    return AlibabaServer(
        **_known(region, id), kind=Known(kind), private_ip=Known(address), security_groups=Refs.to(*groups)
    )


def _backend_type(service: Answer) -> Value[str]:
    if _true(service.get("Mock")):
        return Known("MOCK")
    if _true(service.get("ServiceVpcEnable")):
        return Known("HTTP-VPC")
    return _text(service.get("ServiceProtocol"))


def _true(value: object) -> bool:
    return str(value).upper() == "TRUE"


def _known(region: str, id: str) -> dict[str, Any]:
    return {"origin": Origin(f"{region}/{id}"), "id": Known(id), "region": Known(region), "live": True}


def _networks(instance: Answer) -> list[Answer]:
    return (instance.get("NetworkInterfaceAttributes") or {}).get("NetworkInterfaceAttribute") or []


def _zone(network: Answer) -> InstanceZone:
    return InstanceZone(
        zone=_text(network.get("ZoneId")),
        vswitch=_ref(network.get("VswitchId")),
        cidr_block=_text(network.get("CidrBlock")),
        security_group=_ref(network.get("SecurityGroupId")),
    )


def _text(value: Any) -> Value[str]:
    return Known(str(value)) if value not in (None, "") else MISSING


def _texts(values: list[str]) -> Values[str]:
    return values_of(*values) if values else MISSING


def _ref(value: Any) -> Ref:
    return Ref.to(str(value)) if value not in (None, "") else NO_REF
