"""Associations of VPCs with Resolver rules (Route 53 Resolver API: AssociateResolverRule)."""

from typing import Annotated, Any

from botocore.exceptions import ClientError

from privateapi.provider.context import Context
from privateapi.provider.markers import Replaces
from privateapi.provider.model import RegionalArgs, State
from privateapi.provider.resource import Resource
from privateapi.resources.route53resolver._resource import Name


class RuleAssociationArgs(RegionalArgs):
    """Inputs of an association."""

    resolver_rule_id: Annotated[str, Replaces()]
    """The rule."""
    vpc_id: Annotated[str, Replaces()]
    """The VPC, of the rule's Region; it has one rule at most for a domain."""
    name: Annotated[Name | None, Replaces()] = None
    """Name for the console, at most 64 characters."""


class RuleAssociationState(RuleAssociationArgs, State):
    """An association."""

    status: str
    """``COMPLETE``, or ``OVERRIDDEN`` while another rule is stronger."""


class RuleAssociation(Resource[RuleAssociationArgs, RuleAssociationState]):
    """A VPC whose resolver follows a rule."""

    noun = "Route 53 Resolver Rule Association"
    service = "route53resolver"
    # A VPC cannot have two rules for one domain, and another rule may well be for the domain of the old one.
    replaced_first = ("vpc_id", "region")

    def create(self, ctx: Context, args: RuleAssociationArgs) -> str:
        named = {} if args.name is None else {"Name": args.name}
        try:
            made = ctx.client("route53resolver").associate_resolver_rule(
                ResolverRuleId=args.resolver_rule_id, VPCId=args.vpc_id, **named
            )["ResolverRuleAssociation"]
        except ClientError as error:
            # The same association is there: a creation was interrupted, and nothing else can be meant by it.
            there = _find(ctx, args) if error.response["Error"]["Code"] in _THERE else None
            if there is None:
                raise
            return str(there["Id"])
        return str(made["Id"])

    def settle(self, ctx: Context, id: str, args: RuleAssociationArgs) -> None:
        ctx.wait("route53resolver", "ResolverRuleAssociationComplete", None, ResolverRuleAssociationId=id)

    def read(self, ctx: Context, id: str, prior: RuleAssociationState | None) -> RuleAssociationState | None:
        found = ctx.client("route53resolver").get_resolver_rule_association(ResolverRuleAssociationId=id)
        association = found["ResolverRuleAssociation"]
        if association["Status"] == "DELETING":
            return None
        return self.state(
            region=ctx.region,
            resolver_rule_id=association["ResolverRuleId"],
            vpc_id=association["VPCId"],
            name=association.get("Name") or None,
            status=association["Status"],
        )

    def delete(self, ctx: Context, id: str, state: RuleAssociationState) -> None:
        ctx.client("route53resolver").disassociate_resolver_rule(
            ResolverRuleId=state.resolver_rule_id, VPCId=state.vpc_id
        )
        ctx.wait("route53resolver", "ResolverRuleAssociationDeleted", None, ResolverRuleAssociationId=id)


_THERE = frozenset({"InvalidRequestException", "ResourceExistsException"})
"""How Resolver refuses an association that is there already, or another rule for the same domain."""


def _find(ctx: Context, args: RuleAssociationArgs) -> dict[str, Any] | None:
    filters = [
        {"Name": "ResolverRuleId", "Values": [args.resolver_rule_id]},
        {"Name": "VPCId", "Values": [args.vpc_id]},
    ]
    found = ctx.client("route53resolver").list_resolver_rule_associations(Filters=filters)
    associations: list[dict[str, Any]] = found["ResolverRuleAssociations"]
    return associations[0] if associations else None
