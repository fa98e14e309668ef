"""Roles (IAM API: CreateRole, UpdateRole, UpdateAssumeRolePolicy, AttachRolePolicy)."""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any

from botocore.exceptions import ClientError
from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.interrupted import MARK
from privateapi.provider.kinds import PolicyDocument
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import State, TaggedArgs
from privateapi.provider.policy_document import policy_faults
from privateapi.provider.resource import Resource, tag_changes, tag_list, tag_map
from privateapi.resources.iam._name import RoleName

_AUTO_NAME = re.compile(r"^(?P<stem>.+)-[0-9a-f]{7}$")


def _policy_arn(value: str) -> str:
    if not re.fullmatch(r"arn:[a-z-]+:iam::(\d{12}|aws):policy/.+", value):
        example = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        raise ValueError(f"{value!r} is not the ARN of a managed policy; {example} is one")
    return value


def _path(value: str) -> str:
    if not (value.startswith("/") and value.endswith("/")):
        right = f"/{value.strip('/')}/"
        raise ValueError(f"{value!r} has no slash at its beginning and end; {right!r} would be right")
    if not re.fullmatch(r"[!-~]+", value):
        raise ValueError(f"{value!r} has a blank or a character outside ASCII; write it as '/private/'")
    return value


PolicyArn = Annotated[str, AfterValidator(_policy_arn)]
"""ARN of a managed policy, AWS's own or the account's."""


class RoleArgs(TaggedArgs):
    """Inputs of a role."""

    name: Annotated[RoleName | None, Replaces(), AutoName(64)] = None
    """Name, unique in the account; 1 to 64 letters, digits and ``+=,.@_-``."""
    assume_role_policy: PolicyDocument
    """Trust policy: who may assume the role, such as the service ``lambda.amazonaws.com``."""
    path: Annotated[str, AfterValidator(_path), Field(max_length=512), Replaces()] = "/"
    """Path in the account's names, beginning and ending with a slash; part of the ARN."""
    description: Annotated[str | None, Field(max_length=1000)] = None
    """Description, at most 1000 characters."""
    max_session_duration: Annotated[int, Field(ge=3600, le=43200)] = 3600
    """How long a session may last at most, in seconds: 3600 (one hour) to 43200 (twelve hours)."""
    permissions_boundary: PolicyArn | None = None
    """ARN of the managed policy that bounds what the role may be allowed."""
    managed_policy_arns: Annotated[list[PolicyArn], AfterValidator(sorted), Field(max_length=25)] | None = None
    """ARNs of the attached managed policies. The list is complete: others are shown as drift and detached."""
    force_detach_policies: bool = False
    """Whether a deletion also removes policies that others attached to the role since, which else stop it."""

    def faults(self) -> Iterator[Fault]:
        yield from policy_faults("assumeRolePolicy", self.assume_role_policy, "trust")


class RoleState(RoleArgs, State):
    """A role; its id is its name."""

    arn: str
    """ARN."""
    unique_id: str
    """AWS's id of the role, which a later role of the same name does not get again."""
    create_date: str
    """When it was created, in UTC (ISO 8601)."""


class Role(Resource[RoleArgs, RoleState]):
    """A role with its trust policy and its managed policies."""

    noun = "IAM Role"
    service = "iam"
    is_global = True
    replaced_first = ("name",)

    def create(self, ctx: Context, args: RoleArgs) -> str:
        iam = ctx.client("iam")
        request: dict[str, Any] = {
            "RoleName": args.name,
            "Path": args.path,
            "AssumeRolePolicyDocument": json.dumps(args.assume_role_policy),
            "MaxSessionDuration": args.max_session_duration,
            "Tags": tag_list({**(args.tags or {}), **ctx.mark}),
        }
        if args.description is not None:
            request["Description"] = args.description
        if args.permissions_boundary is not None:
            request["PermissionsBoundary"] = args.permissions_boundary
        try:
            # A principal that was itself just created is not known everywhere at once.
            role = ctx.retry("iam", "eventual", lambda: iam.create_role(**request))["Role"]
        except ClientError as error:
            if error.response["Error"]["Code"] != "EntityAlreadyExists" or not self._is_marked(ctx, str(args.name)):
                raise
            return str(args.name)
        return str(role["RoleName"])

    def find_interrupted(self, ctx: Context, args: RoleArgs) -> str | None:
        # The tagging API does not list roles. A role whose name the program gives is found in `create`; one with an
        # automatic name has another suffix in every run, so those with the same stem are asked for their tags.
        automatic = _AUTO_NAME.match(args.name or "")
        if automatic is None:
            return None
        iam = ctx.client("iam")
        names = ctx.take_leftovers("iam", automatic["stem"], lambda: _names_by_stem(iam), "iam:ListRoles")
        return next((name for name in names if self._is_marked(ctx, name)), None)

    def settle(self, ctx: Context, id: str, args: RoleArgs) -> None:
        ctx.wait("iam", "RoleExists", RoleName=id)
        for arn in args.managed_policy_arns or []:
            self._attach(ctx, id, arn)
        self.abandon(ctx, id)

    def abandon(self, ctx: Context, id: str) -> None:
        ctx.retry("iam", "eventual", lambda: ctx.client("iam").untag_role(RoleName=id, TagKeys=[MARK]))

    def read(self, ctx: Context, id: str, prior: RoleState | None) -> RoleState | None:
        role = ctx.client("iam").get_role(RoleName=id)["Role"]
        return self.state(
            tags=tag_map(role.get("Tags")),
            name=role["RoleName"],
            assume_role_policy=role["AssumeRolePolicyDocument"],
            path=role["Path"],
            description=role.get("Description") or None,
            max_session_duration=role["MaxSessionDuration"],
            permissions_boundary=role.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
            managed_policy_arns=self._attached(ctx, id) or None,
            force_detach_policies=prior.force_detach_policies if prior else False,
            arn=role["Arn"],
            unique_id=role["RoleId"],
            create_date=role["CreateDate"].isoformat(),
        )

    def update(self, ctx: Context, id: str, old: RoleState, new: RoleArgs, changed: frozenset[str]) -> None:
        iam = ctx.client("iam")
        if "assume_role_policy" in changed:
            document = json.dumps(new.assume_role_policy)
            ctx.retry("iam", "eventual", lambda: iam.update_assume_role_policy(RoleName=id, PolicyDocument=document))
        if changed & {"description", "max_session_duration"}:
            iam.update_role(RoleName=id, Description=new.description or "", MaxSessionDuration=new.max_session_duration)
        if "permissions_boundary" in changed:
            if new.permissions_boundary is None:
                iam.delete_role_permissions_boundary(RoleName=id)
            else:
                iam.put_role_permissions_boundary(RoleName=id, PermissionsBoundary=new.permissions_boundary)
        if "managed_policy_arns" in changed:
            before, after = set(self._attached(ctx, id)), set(new.managed_policy_arns or [])
            # New permissions first: the role never has less than one of the two sets.
            for arn in sorted(after - before):
                self._attach(ctx, id, arn)
            for arn in sorted(before - after):
                self._detach(ctx, id, arn)
        if "tags" in changed:
            to_set, to_remove = tag_changes(old.tags, new.tags)
            if to_remove:
                iam.untag_role(RoleName=id, TagKeys=to_remove)
            if to_set:
                iam.tag_role(RoleName=id, Tags=tag_list(to_set))

    def delete(self, ctx: Context, id: str, state: RoleState) -> None:
        iam = ctx.client("iam")
        for arn in self._attached(ctx, id) if state.force_detach_policies else state.managed_policy_arns or []:
            self._detach(ctx, id, arn)
        if state.force_detach_policies:
            for page in iam.get_paginator("list_role_policies").paginate(RoleName=id):
                for name in page["PolicyNames"]:
                    iam.delete_role_policy(RoleName=id, PolicyName=name)
        # Inline policies and instance profiles that are deleted at the same time may be there a moment longer.
        ctx.retry("iam", "dependency", lambda: iam.delete_role(RoleName=id), 60)

    def _attach(self, ctx: Context, id: str, arn: str) -> None:
        iam = ctx.client("iam")
        ctx.retry("iam", "eventual", lambda: iam.attach_role_policy(RoleName=id, PolicyArn=arn))

    def _detach(self, ctx: Context, id: str, arn: str) -> None:
        try:
            ctx.client("iam").detach_role_policy(RoleName=id, PolicyArn=arn)
        except ClientError as error:
            if not self.is_gone(error):
                raise

    def _attached(self, ctx: Context, id: str) -> list[str]:
        pages = ctx.client("iam").get_paginator("list_attached_role_policies").paginate(RoleName=id)
        return [policy["PolicyArn"] for page in pages for policy in page["AttachedPolicies"]]

    def _is_marked(self, ctx: Context, name: str) -> bool:
        try:
            tags = ctx.client("iam").get_role(RoleName=name)["Role"].get("Tags", [])
        except ClientError as error:
            if self.is_gone(error):
                return False
            raise
        return any(tag["Key"] == MARK and tag["Value"] == ctx.token for tag in tags)


def _names_by_stem(client: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for page in client.get_paginator("list_roles").paginate(PaginationConfig={"PageSize": 1000}):
        for role in page["Roles"]:
            automatic = _AUTO_NAME.match(role["RoleName"])
            if automatic is not None:
                found.setdefault(automatic["stem"], []).append(role["RoleName"])
    return found
