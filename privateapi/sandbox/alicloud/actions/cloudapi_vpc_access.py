"""VPC access authorizations: servers of VPCs that APIs may have as their backends."""

from __future__ import annotations

from dataclasses import dataclass

from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call, has_tags
from privateapi.sandbox.alicloud.gateway import (
    CONNECTED,
    Api,
    ApiGroup,
    VpcAccess,
    access_named,
    address_of,
    apis_using,
    backend_fault,
    instance_of,
    is_accessible,
)
from privateapi.sandbox.alicloud.network import Vpc
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id


@dataclass(frozen=True, slots=True)
class UpdateTask:
    """What an update of the APIs of a VPC access came to: (api, stage, error message or nothing)."""

    id: str
    results: tuple[tuple[str, str, str], ...]


@CLOUDAPI.action("SetVpcAccess")
def set_vpc_access(call: Call) -> Answer:
    """Authorize API Gateway to use a port of a server."""
    access = VpcAccess(
        id=new_id("vpcaccess-"),
        name=call.required("Name"),
        description=call.text("Description"),
        vpc=call.required("VpcId"),
        server=call.required("InstanceId"),
        port=call.integer("Port", None, 1, 65535),
        host=call.text("VpcTargetHostName").lower(),
        created=call.cloud.stamp(),
        tags=call.tags(),
    )
    _check_target(call, access.vpc, access.server)
    if access_named(call.region, access.name):
        raise refused("DuplicateVpcAccessName", f"There is a VPC access of the name {access.name}.")
    if _at(call, access.vpc, access.server, access.port):
        raise refused("DuplicateVpcAccess", f"There is a VPC access to {access.server}:{access.port}.")
    call.region.of(VpcAccess)[access.id] = access
    return {"VpcAccessId": access.id}


@CLOUDAPI.action("DescribeVpcAccesses")
def describe_vpc_accesses(call: Call) -> Answer:
    """The VPC accesses of the region; a name is found as a part unless AccurateQuery is set."""
    exact, name = call.flag("AccurateQuery"), call.text("Name")
    rows = [
        access
        for access in call.region.of(VpcAccess).values()
        if (name == access.name if exact and name else name in access.name)
        and call.text("VpcId", access.vpc) == access.vpc
        and call.text("InstanceId", access.server) == access.server
        and call.text("Port", str(access.port)) == str(access.port)
        and call.text("VpcAccessId", access.id) == access.id
        and has_tags(access.tags, call.tags())
    ]
    page, numbers = call.page(rows)
    shown = [
        {
            "VpcAccessId": access.id,
            "Name": access.name,
            "Description": access.description,
            "VpcId": access.vpc,
            "InstanceId": access.server,
            "Port": access.port,
            "VpcTargetHostName": access.host,
            "CreatedTime": access.created,
            "RegionId": call.region.id,
            "Tags": {"TagInfo": [{"Key": key, "Value": value} for key, value in access.tags.items()]},
        }
        for access in page
    ]
    return {"VpcAccessAttributes": {"VpcAccessAttribute": shown}, **numbers}


@CLOUDAPI.action("RemoveVpcAccess")
def remove_vpc_access(call: Call) -> Answer:
    """Revoke an authorization without unpublishing the APIs that use it, which the answer lists."""
    access = _wanted(call)
    using = [
        {"ApiId": api.id, "GroupId": api.group, "StageId": stage}
        for api in apis_using(call.region, access.name)
        for stage in api.stages
    ]
    del call.region.of(VpcAccess)[access.id]
    return {"Apis": {"Api": using}}


@CLOUDAPI.action("RemoveVpcAccessAndAbolishApis")
def remove_vpc_access_and_abolish_apis(call: Call) -> Answer:
    """Revoke an authorization and unpublish the APIs that use it."""
    access = _wanted(call)
    results = []
    for api in apis_using(call.region, access.name):
        results += [(api.id, stage, "") for stage in api.stages]
        api.stages.clear()
    del call.region.of(VpcAccess)[access.id]
    return {"OperationId": _task(call, results)}


@CLOUDAPI.action("ModifyVpcAccessAndUpdateApis", token="Token")
def modify_vpc_access_and_update_apis(call: Call) -> Answer:
    """Point an authorization at another server; published APIs follow when NeedBatchWork is set."""
    access = access_named(call.region, call.required("Name"))
    if access is None:
        raise refused("NotFoundVpcAccess")
    vpc, server = call.text("VpcId", access.vpc), call.text("InstanceId", access.server)
    port = call.integer("Port", access.port, 1, 65535)
    _check_target(call, vpc, server)
    other = _at(call, vpc, server, port)
    if other is not None and other is not access:
        raise refused("DuplicateVpcAccess", f"There is a VPC access to {server}:{port}.")
    access.vpc, access.server, access.port = vpc, server, port
    access.host = call.text("VpcTargetHostName", access.host).lower()
    results = []
    if call.flag("NeedBatchWork"):
        for api in apis_using(call.region, access.name):
            instance = call.region.of(ApiGroup)[api.group].instance
            for stage, deployed in api.stages.items():
                fault = backend_fault(call.region, instance, deployed.service)
                results.append((api.id, stage, fault.message if fault else ""))
    return {"OperationId": _task(call, results)}


@CLOUDAPI.action("DescribeUpdateVpcInfoTask")
def describe_update_vpc_info_task(call: Call) -> Answer:
    """What became of the APIs of an update."""
    task = call.region.of(UpdateTask).get(call.required("OperationUid"))
    if task is None:
        raise refused("NotFoundOperation")
    results = []
    for api_id, stage, fault in task.results:
        api = call.region.of(Api).get(api_id)
        group = call.region.of(ApiGroup).get(api.group) if api else None
        results.append(
            {
                "ApiUid": api_id,
                "ApiName": api.fields.get("ApiName", "") if api else "",
                "GroupId": group.id if group else "",
                "GroupName": group.name if group else "",
                "StageId": stage,
                "StageName": stage,
                "UpdateStatus": "FAIL" if fault else "SUCCESS",
                "ErrorMsg": fault,
            }
        )
    return {"ApiUpdateVpcInfoResults": {"ApiUpdateVpcInfoResult": results}}


@CLOUDAPI.action("ValidateVpcConnectivity")
def validate_vpc_connectivity(call: Call) -> Answer:
    """Whether an instance reaches the server of an authorization."""
    instance = instance_of(call.region, call.required("InstanceId"))
    access = call.region.of(VpcAccess).get(call.required("VpcAccessId"))
    if access is None:
        raise refused("NotFoundVpcAccess")
    address = address_of(call.region, access.server)
    connected = address is not None and (
        instance.kind != CONNECTED or (access.vpc == instance.connected_vpc and is_accessible(instance, address))
    )
    if address is None:
        kind = "INVALID"
    else:
        kind = "SLB" if access.server.startswith("lb-") else "ECS"
    return {"Connected": connected, "IpType": kind}


@CLOUDAPI.action("DescribeApisByVpcAccess")
def describe_apis_by_vpc_access(call: Call) -> Answer:
    """The deployed APIs that use an authorization."""
    access = access_named(call.region, call.required("VpcName"))
    if access is None:
        raise refused("NotFoundVpcAccess")
    rows = [
        {
            "ApiId": api.id,
            "ApiName": api.fields.get("ApiName", ""),
            "Description": api.fields.get("Description", ""),
            "GroupId": api.group,
            "GroupName": call.region.of(ApiGroup)[api.group].name,
            "InstanceId": access.server,
            "Port": access.port,
            "RegionId": call.region.id,
            "StageId": stage,
            "StageName": stage,
            "VpcId": access.vpc,
            "VpcName": access.name,
        }
        for api in apis_using(call.region, access.name)
        for stage in api.stages
    ]
    page, numbers = call.page(rows)
    return {"ApiVpcAccessInfos": {"ApiVpcAccessInfo": page}, **numbers}


def _at(call: Call, vpc: str, server: str, port: int) -> VpcAccess | None:
    table = call.region.of(VpcAccess).values()
    return next((each for each in table if (each.vpc, each.server, each.port) == (vpc, server, port)), None)


def _wanted(call: Call) -> VpcAccess:
    vpc, server = call.required("VpcId"), call.required("InstanceId")
    found = _at(call, vpc, server, call.integer("Port", None, 1, 65535))
    if found is None:
        raise refused("NotFoundVpcAccess")
    return found


def _check_target(call: Call, vpc: str, server: str) -> None:
    if vpc not in call.region.of(Vpc):
        raise refused("NotFoundVpc", vpc)
    if address_of(call.region, server) is None:
        why = f"{server} is neither an address nor the id of a server that has a network interface."
        raise refused("NotFoundBackendServer", why)


def _task(call: Call, results: list[tuple[str, str, str]]) -> str:
    task = UpdateTask(new_id("operation-"), tuple(results))
    call.region.of(UpdateTask)[task.id] = task
    return task.id
