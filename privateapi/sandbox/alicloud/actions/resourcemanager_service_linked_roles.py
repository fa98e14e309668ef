"""Service-linked roles: made for a service, and deleted by a task once nothing uses them."""

from __future__ import annotations

from dataclasses import dataclass

from privateapi.sandbox.alicloud.call import RESOURCE_MANAGER, Answer, Call
from privateapi.sandbox.alicloud.gateway import CONNECTED, Instance
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.roles import GATEWAY_SERVICE, SERVICES, Role, make_role
from privateapi.sandbox.alicloud.state import Progress, new_id, region_ids


@dataclass(frozen=True, slots=True)
class Deletion:
    """A deletion of a role; `usages` are the regions and ids of what uses it."""

    progress: Progress
    usages: dict[str, list[str]]


@RESOURCE_MANAGER.action("CreateServiceLinkedRole")
def create_service_linked_role(call: Call) -> Answer:
    """Make the role of a service, of which there is one for each suffix."""
    service, suffix = call.required("ServiceName"), call.text("CustomSuffix")
    if service not in SERVICES:
        raise refused("InvalidParameter.ServiceName", service)
    name = SERVICES[service] + (f"_{suffix}" if suffix else "")
    if name in call.cloud.everywhere.of(Role):
        raise refused("EntityAlreadyExists.Role", name)
    role = make_role(call.cloud, service, suffix, call.text("Description"))
    return {
        "Role": {
            "RoleId": role.id,
            "RoleName": role.name,
            "Arn": role.arn,
            "Description": role.description,
            "CreateDate": role.created,
            "AssumeRolePolicyDocument": role.policy,
            "IsServiceLinkedRole": True,
            "RolePrincipalName": f"{role.name}@role.sandbox.onaliyunservice.com",
        }
    }


@RESOURCE_MANAGER.action("DeleteServiceLinkedRole")
def delete_service_linked_role(call: Call) -> Answer:
    """Begin to delete a role, which fails while something uses it."""
    name = call.required("RoleName")
    role = call.cloud.everywhere.of(Role).get(name)
    if role is None:
        raise refused("EntityNotExist.ServiceLinkedRole", name)
    usages = _usages(call) if role.name == SERVICES[GATEWAY_SERVICE] else {}
    if not usages:
        del call.cloud.everywhere.of(Role)[name]
    task = new_id(f"task/acs-service-role/{role.service}/{name}/")
    progress = call.cloud.progress("IN_PROGRESS", "FAILED" if usages else "SUCCEEDED")
    call.cloud.everywhere.of(Deletion)[task] = Deletion(progress, usages)
    return {"DeletionTaskId": task}


@RESOURCE_MANAGER.action("GetServiceLinkedRoleDeletionStatus")
def get_service_linked_role_deletion_status(call: Call) -> Answer:
    """How far a deletion is, and what uses the role when it failed."""
    task = call.required("DeletionTaskId")
    deletion = call.cloud.everywhere.of(Deletion).get(task)
    if deletion is None:
        raise refused("InvalidParameter.DeletionTaskId", task)
    status = deletion.progress.look()
    if status != "FAILED":
        return {"Status": status}
    usages = [{"Region": region, "Resources": {"Resource": ids}} for region, ids in deletion.usages.items()]
    reason = {"Message": "The role is used by resources of the service.", "RoleUsages": {"RoleUsage": usages}}
    return {"Status": status, "Reason": reason}


def _usages(call: Call) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for region_id in region_ids():
        region = call.cloud.region(region_id)
        ids = [each.id for each in region.of(Instance).values() if each.kind == CONNECTED] if region else []
        if ids:
            found[region_id] = ids
    return found
