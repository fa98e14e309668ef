"""Inline policies of roles (IAM API: PutRolePolicy)."""

import json
from collections.abc import Iterator
from typing import Annotated

from botocore.exceptions import ClientError

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault, PluginError
from privateapi.provider.kinds import PolicyDocument, canonical_policy
from privateapi.provider.markers import AutoName, Replaces
from privateapi.provider.model import Args, State
from privateapi.provider.policy_document import policy_faults
from privateapi.provider.resource import Resource
from privateapi.resources.iam._name import InlinePolicyName, RoleName


class RolePolicyArgs(Args):
    """Inputs of an inline policy."""

    role: Annotated[RoleName, Replaces()]
    """Name of the role."""
    name: Annotated[InlinePolicyName | None, Replaces(), AutoName(128, suffix=False)] = None
    """Name, unique in the role; 1 to 128 letters, digits and ``+=,.@_-``. Left out, the Pulumi resource's name."""
    policy: PolicyDocument
    """What the role may do. All inline policies of a role together have at most 10,240 characters."""

    def faults(self) -> Iterator[Fault]:
        yield from policy_faults("policy", self.policy, "identity")


class RolePolicyState(RolePolicyArgs, State):
    """An inline policy; its id is `role/name`."""

    role_policy_id: str
    """The id, `role/name`."""


class RolePolicy(Resource[RolePolicyArgs, RolePolicyState]):
    """A permissions policy that lives and dies with its role. Import by `role/name`."""

    noun = "IAM Role Policy"
    service = "iam"
    is_global = True
    replaced_first = ("role", "name")

    def create(self, ctx: Context, args: RolePolicyArgs) -> str:
        # PutRolePolicy would replace a policy of the same name without a word. One with the same content is what a
        # killed creation left, or as good as that.
        there = self._document(ctx, args.role, str(args.name))
        if there is None:
            self._put(ctx, args)
        elif canonical_policy(there) != canonical_policy(args.policy):
            raise PluginError(
                f"the role {args.role!r} already has an inline policy {args.name!r} with other content; "
                f"import it as {args.role}/{args.name}, or choose another name"
            )
        return f"{args.role}/{args.name}"

    def read(self, ctx: Context, id: str, prior: RolePolicyState | None) -> RolePolicyState | None:
        role, _, name = id.partition("/")
        found = ctx.client("iam").get_role_policy(RoleName=role, PolicyName=name)
        return self.state(
            role=found["RoleName"], name=found["PolicyName"], policy=found["PolicyDocument"], role_policy_id=id
        )

    def update(self, ctx: Context, id: str, old: RolePolicyState, new: RolePolicyArgs, changed: frozenset[str]) -> None:
        self._put(ctx, new)

    def delete(self, ctx: Context, id: str, state: RolePolicyState) -> None:
        role, _, name = id.partition("/")
        ctx.client("iam").delete_role_policy(RoleName=role, PolicyName=name)

    def _put(self, ctx: Context, args: RolePolicyArgs) -> None:
        iam, document = ctx.client("iam"), json.dumps(args.policy)
        ctx.retry(
            "iam",
            "eventual",
            lambda: iam.put_role_policy(RoleName=args.role, PolicyName=args.name, PolicyDocument=document),
        )

    def _document(self, ctx: Context, role: str, name: str) -> object:
        try:
            found: object = ctx.client("iam").get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        except ClientError as error:
            if not self.is_gone(error):
                raise
            return None
        return found
