"""Resolver rules (Route 53 Resolver API: CreateResolverRule, UpdateResolverRule)."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import DomainName, Ipv4Address, Ipv6Address, Port
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import holds_unknown
from privateapi.resources.route53resolver._resource import Name, ResolverResource


class RuleTargetIp(Model):
    """A name server that questions are forwarded to."""

    ip: Ipv4Address | None = None
    """Its IPv4 address."""
    ipv6: Ipv6Address | None = None
    """Its IPv6 address, in a rule whose targets are all IPv6."""
    port: Annotated[Port | None, Chosen()] = None
    """Its port; left out, 53."""
    protocol: Annotated[Literal["Do53", "DoH", "DoH-FIPS"] | None, Chosen()] = None
    """How it is asked; left out, ``Do53``. The outbound endpoint must have the protocol too."""
    server_name_indication: Annotated[str | None, Field(max_length=255)] = None
    """The name that a server for DNS over HTTPS shows in its certificate."""


def _rank(each: RuleTargetIp) -> tuple[str, str, int]:
    return str(each.ip), str(each.ipv6), each.port or 53


def _in_order(targets: list[RuleTargetIp]) -> list[RuleTargetIp]:
    known = all(
        isinstance(each, RuleTargetIp) and not holds_unknown([each.ip, each.ipv6, each.port]) for each in targets
    )
    return sorted(targets, key=_rank) if known else targets


Root = Annotated[Literal["."], Field()]


class RuleArgs(RegionalArgs, TaggedArgs):
    """Inputs of a Resolver rule."""

    rule_type: Annotated[Literal["FORWARD", "SYSTEM", "DELEGATE"], Replaces()]
    """``FORWARD`` sends questions for the domain to the targets, ``SYSTEM`` keeps a subdomain of such a domain with the
    VPC's resolver, ``DELEGATE`` follows NS records of private zones to name servers of other networks."""
    domain_name: Annotated[DomainName | Root | None, Replaces()] = None
    """The domain with all names below it; ``.`` stands for all names. Of several rules the longest domain wins, and a
    rule wins over a private zone of the same name."""
    delegation_record: Annotated[DomainName | None, Replaces()] = None
    """For ``DELEGATE``: the name server in the NS records that are followed."""
    target_ips: Annotated[list[RuleTargetIp], AfterValidator(_in_order)] | None = None
    """For ``FORWARD``: the name servers, all by IPv4 or all by IPv6."""
    resolver_endpoint_id: str | None = None
    """For ``FORWARD`` and ``DELEGATE``: the outbound endpoint."""
    name: Name | None = None
    """Name for the console, at most 64 characters."""

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.rule_type, str):
            for wire, given, kinds in (
                ("domainName", self.domain_name, ("FORWARD", "SYSTEM")),
                ("delegationRecord", self.delegation_record, ("DELEGATE",)),
                ("targetIps", self.target_ips, ("FORWARD",)),
                ("resolverEndpointId", self.resolver_endpoint_id, ("FORWARD", "DELEGATE")),
            ):
                if self.rule_type in kinds and absent(given):
                    yield Fault(wire, f"is required with ruleType {self.rule_type!r}")
                if self.rule_type not in kinds and not absent(given):
                    allowed = " or ".join(map(repr, kinds))
                    yield Fault(wire, f"is for ruleType {allowed}; this rule's is {self.rule_type!r}, so leave it out")
        yield from self._target_faults()

    def _target_faults(self) -> Iterator[Fault]:
        first: str | None = None
        seen: dict[tuple[str, int], int] = {}
        for index, each in enumerate(self.target_ips if isinstance(self.target_ips, list) else []):
            if not isinstance(each, RuleTargetIp):
                continue
            path = f"targetIps[{index}]"
            given = [wire for wire in ("ip", "ipv6") if getattr(each, wire) is not None]
            if len(given) != 1:
                fault = "has neither ip nor ipv6" if not given else "has both ip and ipv6"
                yield Fault(path, f"{fault}; give one of the two")
                continue
            first = first or given[0]
            if given[0] != first:
                yield Fault(
                    f"{path}.{given[0]}", f"targetIps[0] has {first}; the targets of a rule are all of one kind"
                )
            address = getattr(each, given[0])
            if isinstance(address, str) and (each.port is None or isinstance(each.port, int)):
                key = (address, each.port or 53)
                if seen.setdefault(key, index) != index:
                    yield Fault(
                        f"{path}.{given[0]}", f"{address!r} is in targetIps[{seen[key]}] as well; once is right"
                    )
            if each.server_name_indication is not None and each.protocol in (None, "Do53"):
                yield Fault(
                    f"{path}.serverNameIndication", "is for protocol 'DoH' or 'DoH-FIPS'; leave it out with 'Do53'"
                )


class RuleState(RuleArgs, State):
    """A Resolver rule."""

    rule_id: str
    """The rule's id, for associations."""
    arn: str
    """ARN."""
    owner_id: str | None = None
    """Account that owns the rule."""
    share_status: str | None = None
    """``NOT_SHARED``, ``SHARED_BY_ME`` or ``SHARED_WITH_ME``."""


class Rule(ResolverResource[RuleArgs, RuleState]):
    """Where the resolver of associated VPCs sends questions for a domain."""

    noun = "Route 53 Resolver Rule"
    arn_kind = "resolver-rule"
    list_operation = "list_resolver_rules"
    listed_as = "ResolverRules"

    def create(self, ctx: Context, args: RuleArgs) -> str:
        given = {
            "Name": args.name,
            "DomainName": args.domain_name,
            "DelegationRecord": args.delegation_record,
            "TargetIps": _targets(args) or None,
            "ResolverEndpointId": args.resolver_endpoint_id,
        }
        made = ctx.client("route53resolver").create_resolver_rule(
            **self.birth(ctx, args),
            RuleType=args.rule_type,
            **{name: value for name, value in given.items() if value is not None},
        )
        return str(made["ResolverRule"]["Id"])

    def complete(self, ctx: Context, id: str, args: RuleArgs) -> None:
        ctx.wait("route53resolver", "ResolverRuleComplete", None, ResolverRuleId=id)

    def read(self, ctx: Context, id: str, prior: RuleState | None) -> RuleState | None:
        rule = ctx.client("route53resolver").get_resolver_rule(ResolverRuleId=id)["ResolverRule"]
        if rule["Status"] == "DELETING":
            return None
        return self.state(
            region=ctx.region,
            tags=self.read_tags(ctx, id),
            rule_type=rule["RuleType"],
            domain_name=rule.get("DomainName"),
            delegation_record=rule.get("DelegationRecord"),
            target_ips=[{name: each.get(api) for name, api in _TARGET.items()} for each in rule.get("TargetIps") or []]
            or None,
            resolver_endpoint_id=rule.get("ResolverEndpointId"),
            name=rule.get("Name") or None,
            rule_id=id,
            arn=rule["Arn"],
            owner_id=rule.get("OwnerId"),
            share_status=rule.get("ShareStatus"),
        )

    def update(self, ctx: Context, id: str, old: RuleState, new: RuleArgs, changed: frozenset[str]) -> None:
        config: dict[str, Any] = {}
        if "name" in changed:
            config["Name"] = new.name or ""
        if "target_ips" in changed:
            config["TargetIps"] = _targets(new)
        if "resolver_endpoint_id" in changed:
            config["ResolverEndpointId"] = new.resolver_endpoint_id
        if config:
            ctx.client("route53resolver").update_resolver_rule(ResolverRuleId=id, Config=config)
            ctx.wait("route53resolver", "ResolverRuleComplete", None, ResolverRuleId=id)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: RuleState) -> None:
        resolver = ctx.client("route53resolver")
        # Associations that are just being taken away hold it a little longer.
        ctx.retry("route53resolver", "dependency", lambda: resolver.delete_resolver_rule(ResolverRuleId=id))
        ctx.wait("route53resolver", "ResolverRuleDeleted", None, ResolverRuleId=id)


def _targets(args: RuleArgs) -> list[dict[str, Any]]:
    given = [{api: getattr(each, name) for name, api in _TARGET.items()} for each in args.target_ips or []]
    return [{name: value for name, value in each.items() if value is not None} for each in given]


_TARGET = {
    "ip": "Ip",
    "ipv6": "Ipv6",
    "port": "Port",
    "protocol": "Protocol",
    "server_name_indication": "ServerNameIndication",
}
