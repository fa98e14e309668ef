"""Reading roles."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import RAM, Answer, Call
from privateapi.sandbox.alicloud.refusals import refused
from privateapi.sandbox.alicloud.roles import Role


@RAM.action("GetRole")
def get_role(call: Call) -> Answer:
    """One role."""
    name = call.required("RoleName")
    role = call.cloud.everywhere.of(Role).get(name)
    if role is None:
        raise refused("EntityNotExist.Role", name)
    return {
        "Role": {
            **_summary(role),
            "AssumeRolePolicyDocument": role.policy,
            "IsServiceLinkedRole": "true",
            "RolePrincipalName": f"{role.name}@role.sandbox.onaliyunservice.com",
        }
    }


@RAM.action("ListRoles")
def list_roles(call: Call) -> Answer:
    """All roles, by pages that a marker continues."""
    rows = list(call.cloud.everywhere.of(Role).values())
    size = call.integer("MaxItems", 100, 1, 1000)
    first = call.integer("Marker", 0, 0, 10**9)
    more = first + size < len(rows)
    marker = {"Marker": str(first + size)} if more else {}
    shown = [_summary(role) for role in rows[first : first + size]]
    return {"Roles": {"Role": shown}, "IsTruncated": more, **marker}


def _summary(role: Role) -> Answer:
    return {
        "RoleId": role.id,
        "RoleName": role.name,
        "Arn": role.arn,
        "Description": role.description,
        "CreateDate": role.created,
        "UpdateDate": role.created,
        "MaxSessionDuration": 3600,
    }
