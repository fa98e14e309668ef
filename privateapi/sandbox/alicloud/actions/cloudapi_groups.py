"""API groups and the instances that serve them."""

from __future__ import annotations

from privateapi.facts.alibaba import alibaba_facts
from privateapi.facts.quotas import quota_table
from privateapi.sandbox.alicloud.call import CLOUDAPI, Answer, Call, has_tags
from privateapi.sandbox.alicloud.gateway import (
    Api,
    ApiGroup,
    Instance,
    backend_fault,
    instance_of,
    is_shared,
    running,
)
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.state import new_id

_NAME = r"(?=.{4,50}$)[A-Za-z\u4e00-\u9fa5][A-Za-z0-9_\u4e00-\u9fa5-]*"
_SETTINGS = (
    "UserLogConfig",
    "PassthroughHeaders",
    "CompatibleFlags",
    "CustomTraceConfig",
    "DefaultDomain",
    "CustomerConfigs",
    "CustomAppCodeConfig",
)


@CLOUDAPI.action("CreateApiGroup")
def create_api_group(call: Call) -> Answer:
    """Make a group on an instance, or on a shared one when none is named."""
    table = call.region.of(ApiGroup)
    name = call.matching("GroupName", _NAME, "4 to 50 letters, digits, hyphens or underscores after a letter")
    instance = call.text("InstanceId", alibaba_facts().choices["apigw.shared_instances"].values[0])
    if not is_shared(instance):
        running(instance_of(call.region, instance))
    if any(group.name == name for group in table.values()):
        raise refused("DuplicateGroupName")
    limit = quota_table().quotas["ali.apigw.groups"].default
    if len(table) >= limit:
        raise refused("ExceedLimitApiGroup", f"The region has {len(table)} groups; it takes {limit}.")
    now = call.cloud.stamp()
    group = ApiGroup(
        id=new_id("")[:32],
        name=name,
        description=call.text("Description"),
        instance=instance,
        base_path=call.text("BasePath", "/"),
        created=now,
        modified=now,
        tags=call.tags(),
    )
    table[group.id] = group
    return {
        "GroupId": group.id,
        "GroupName": group.name,
        "Description": group.description,
        "BasePath": group.base_path,
        "InstanceId": group.instance,
        "InstanceType": _type(group),
        "SubDomain": _subdomain(call, group),
        "TagStatus": bool(group.tags),
    }


@CLOUDAPI.action("DescribeApiGroup")
def describe_api_group(call: Call) -> Answer:
    """One group."""
    group = group_of(call)
    instance = call.region.of(Instance).get(group.instance)
    return {
        **_described(call, group),
        **{name: group.settings.get(name, "") for name in _SETTINGS},
        "CustomDomains": {"DomainItem": []},
        "DedicatedInstanceType": instance.kind if instance else "",
        "Status": "NORMAL",
        "StageItems": {"StageInfo": []},
        "VpcDomain": group.vpc_domain,
        "MigrationStatus": "Success" if group.moved else "",
        "MigrationError": "",
    }


@CLOUDAPI.action("DescribeApiGroups")
def describe_api_groups(call: Call) -> Answer:
    """The groups of the region, the newest first; a name is found as a part."""
    rows = [
        group
        for group in call.region.of(ApiGroup).values()
        if call.text("GroupId", group.id) == group.id
        and call.text("GroupName") in group.name
        and call.text("InstanceId", group.instance) == group.instance
        and has_tags(group.tags, call.tags())
    ]
    if call.chosen("Sort", ("asc", "desc"), "desc") == "desc":
        rows.reverse()
    page, numbers = call.page(rows, highest=50)
    shown = [
        _described(call, group)
        | {"Tags": {"TagInfo": [{"Key": key, "Value": value} for key, value in group.tags.items()]}}
        for group in page
    ]
    return {"ApiGroupAttributes": {"ApiGroupAttribute": shown}, **numbers}


@CLOUDAPI.action("ModifyApiGroup")
def modify_api_group(call: Call) -> Answer:
    """Change name, description, base path and settings."""
    group = group_of(call)
    if call.text("GroupName", group.name) != group.name:
        name = call.matching("GroupName", _NAME, "4 to 50 letters, digits, hyphens or underscores after a letter")
        if any(other.name == name for other in call.region.of(ApiGroup).values()):
            raise refused("DuplicateGroupName")
        group.name = name
    group.description = call.text("Description", group.description)
    group.base_path = call.text("BasePath", group.base_path)
    group.settings.update({key: call.text(key) for key in _SETTINGS if key in call.parameters})
    group.modified = call.cloud.stamp()
    return {
        "GroupId": group.id,
        "GroupName": group.name,
        "Description": group.description,
        "BasePath": group.base_path,
        "SubDomain": _subdomain(call, group),
    }


@CLOUDAPI.action("ModifyApiGroupInstance")
def modify_api_group_instance(call: Call) -> Answer:
    """Move a group to another instance, or leave it where it is when the new one cannot connect to a backend."""
    group = group_of(call)
    target = call.required("TargetInstanceId")
    if not is_shared(target):
        running(instance_of(call.region, target))
    for api in call.region.of(Api).values():
        services = [api.service, *(deployed.service for deployed in api.stages.values())]
        for service in services if api.group == group.id else ():
            fault = backend_fault(call.region, target, service)
            if fault is not None:
                raise fault
    group.instance = target
    group.modified = call.cloud.stamp()
    group.moved = True
    return {}


@CLOUDAPI.action("ModifyIntranetDomainPolicy")
def modify_intranet_domain_policy(call: Call) -> Answer:
    """Give a group a domain name inside the VPC of the clients, or take it away."""
    group = group_of(call)
    call.required("VpcIntranetEnable")
    enabled = call.flag("VpcIntranetEnable")
    group.vpc_domain = f"{group.id}-{call.region.id}-vpc.alicloudapi.com" if enabled else ""
    return {}


@CLOUDAPI.action("DeleteApiGroup")
def delete_api_group(call: Call) -> Answer:
    """Delete a group without APIs."""
    group = group_of(call)
    apis = [api.id for api in call.region.of(Api).values() if api.group == group.id]
    if apis:
        raise refused("DependencyViolationApiGroup", f"It has {len(apis)} APIs.")
    del call.region.of(ApiGroup)[group.id]
    return {}


def group_of(call: Call) -> ApiGroup:
    """The group that the call names. Raises Refused."""
    found = call.region.of(ApiGroup).get(call.required("GroupId"))
    if found is None:
        raise refused("NotFoundApiGroup")
    return found


def _subdomain(call: Call, group: ApiGroup) -> str:
    return f"{group.id}-{call.region.id}.alicloudapi.com"


def _type(group: ApiGroup) -> str:
    if is_shared(group.instance):
        return "CLASSIC_SHARED" if "classic" in group.instance else "VPC_SHARED"
    return "VPC_DEDICATED"


def _described(call: Call, group: ApiGroup) -> Answer:
    instance = call.region.of(Instance).get(group.instance)
    return {
        "GroupId": group.id,
        "GroupName": group.name,
        "Description": group.description,
        "BasePath": group.base_path,
        "InstanceId": group.instance,
        "InstanceType": _type(group),
        "SubDomain": _subdomain(call, group),
        "HttpsPolicy": instance.https_policy if instance else "HTTPS2_TLS1_0",
        "BillingStatus": "NORMAL",
        "IllegalStatus": "NORMAL",
        "TrafficLimit": 500,
        "CreatedTime": group.created,
        "ModifiedTime": group.modified,
        "RegionId": call.region.id,
    }
