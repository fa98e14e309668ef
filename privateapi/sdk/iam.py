"""Typed classes of the `iam` resources. Made by `make schema`; edit the declarations instead."""

from collections.abc import Mapping, Sequence
from typing import Any, Optional

import pulumi

from privateapi.sdk._base import Resource


@pulumi.input_type
class _RoleArgs:
    assume_role_policy: pulumi.Input[Any] = pulumi.property("assumeRolePolicy")
    tags: Optional[pulumi.Input[Mapping[str, pulumi.Input[str]]]] = pulumi.property("tags", default=None)
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)
    path: Optional[pulumi.Input[str]] = pulumi.property("path", default=None)
    description: Optional[pulumi.Input[str]] = pulumi.property("description", default=None)
    max_session_duration: Optional[pulumi.Input[int]] = pulumi.property("maxSessionDuration", default=None)
    permissions_boundary: Optional[pulumi.Input[str]] = pulumi.property("permissionsBoundary", default=None)
    managed_policy_arns: Optional[pulumi.Input[Sequence[pulumi.Input[str]]]] = pulumi.property(
        "managedPolicyArns", default=None
    )
    force_detach_policies: Optional[pulumi.Input[bool]] = pulumi.property("forceDetachPolicies", default=None)


class Role(Resource):
    """A role with its trust policy and its managed policies."""

    tags: pulumi.Output[Optional[Mapping[str, str]]] = pulumi.property("tags")
    """Tags; the provider's default tags are added. At most 50, keys up to 128 and values up to 256 characters."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name, unique in the account; 1 to 64 letters, digits and ``+=,.@_-``."""
    assume_role_policy: pulumi.Output[Any] = pulumi.property("assumeRolePolicy")
    """Trust policy: who may assume the role, such as the service ``lambda.amazonaws.com``."""
    path: pulumi.Output[str] = pulumi.property("path")
    """Path in the account's names, beginning and ending with a slash; part of the ARN."""
    description: pulumi.Output[Optional[str]] = pulumi.property("description")
    """Description, at most 1000 characters."""
    max_session_duration: pulumi.Output[int] = pulumi.property("maxSessionDuration")
    """How long a session may last at most, in seconds: 3600 (one hour) to 43200 (twelve hours)."""
    permissions_boundary: pulumi.Output[Optional[str]] = pulumi.property("permissionsBoundary")
    """ARN of the managed policy that bounds what the role may be allowed."""
    managed_policy_arns: pulumi.Output[Optional[Sequence[str]]] = pulumi.property("managedPolicyArns")
    """ARNs of the attached managed policies. The list is complete: others are shown as drift and detached."""
    force_detach_policies: pulumi.Output[bool] = pulumi.property("forceDetachPolicies")
    """Whether a deletion also removes policies that others attached to the role since, which else stop it."""
    arn: pulumi.Output[str] = pulumi.property("arn")
    """ARN."""
    unique_id: pulumi.Output[str] = pulumi.property("uniqueId")
    """AWS's id of the role, which a later role of the same name does not get again."""
    create_date: pulumi.Output[str] = pulumi.property("createDate")
    """When it was created, in UTC (ISO 8601)."""
    _token = "privateapi:iam:Role"
    _args_type = _RoleArgs
    _outputs = ("arn", "unique_id", "create_date")

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        assume_role_policy: pulumi.Input[Any],
        tags: pulumi.Input[Mapping[str, pulumi.Input[str]]] | None = None,
        name: pulumi.Input[str] | None = None,
        path: pulumi.Input[str] | None = None,
        description: pulumi.Input[str] | None = None,
        max_session_duration: pulumi.Input[int] | None = None,
        permissions_boundary: pulumi.Input[str] | None = None,
        managed_policy_arns: pulumi.Input[Sequence[pulumi.Input[str]]] | None = None,
        force_detach_policies: pulumi.Input[bool] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "tags": tags,
                "name": name,
                "assume_role_policy": assume_role_policy,
                "path": path,
                "description": description,
                "max_session_duration": max_session_duration,
                "permissions_boundary": permissions_boundary,
                "managed_policy_arns": managed_policy_arns,
                "force_detach_policies": force_detach_policies,
            },
        )


@pulumi.input_type
class _RolePolicyArgs:
    role: pulumi.Input[str] = pulumi.property("role")
    policy: pulumi.Input[Any] = pulumi.property("policy")
    name: Optional[pulumi.Input[str]] = pulumi.property("name", default=None)


class RolePolicy(Resource):
    """A permissions policy that lives and dies with its role. Import by `role/name`."""

    role: pulumi.Output[str] = pulumi.property("role")
    """Name of the role."""
    name: pulumi.Output[str] = pulumi.property("name")
    """Name, unique in the role; 1 to 128 letters, digits and ``+=,.@_-``. Left out, the Pulumi resource's name."""
    policy: pulumi.Output[Any] = pulumi.property("policy")
    """What the role may do. All inline policies of a role together have at most 10,240 characters."""
    role_policy_id: pulumi.Output[str] = pulumi.property("rolePolicyId")
    """The id, `role/name`."""
    _token = "privateapi:iam:RolePolicy"
    _args_type = _RolePolicyArgs
    _outputs = ("role_policy_id",)

    def __init__(
        self,
        resource_name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        role: pulumi.Input[str],
        policy: pulumi.Input[Any],
        name: pulumi.Input[str] | None = None,
    ) -> None:
        super().__init__(
            resource_name,
            opts,
            {
                "role": role,
                "name": name,
                "policy": policy,
            },
        )
