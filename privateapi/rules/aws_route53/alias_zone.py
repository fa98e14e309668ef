"""AWS-R53-15: the hosted zone id of an alias target."""

from collections.abc import Iterator

from privateapi.facts.regions import HostedZones, endpoint_hosted_zones, nlb_hosted_zones
from privateapi.rules.asking import ask
from privateapi.rules.design import Design
from privateapi.rules.record_sets import AliasTarget, alias_of, alias_service, alias_target
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.topology.model import ApiDomain, LoadBalancer, RecordSet, VpcEndpoint
from privateapi.topology.values import Known, NotJudged


class AliasZone(NodeRule[RecordSet]):
    """The hosted zone id of an alias is that of the target's service and Region."""

    id = "AWS-R53-15"
    fix = "take the hosted zone id from the target's own outputs"

    def judge(self, node: RecordSet, design: Design) -> Iterator[Outcome]:
        alias = alias_of(node)
        if alias is None:
            return
        target = alias_target(design.topology, node)
        service = alias_service(alias, target)
        # Other names are records of a zone, S3 websites, distributions: their ids are not in the tables.
        if service is None:
            return
        given = ask(alias.hosted_zone_id, "the hosted zone id of its alias")
        own = _own_zone(target)
        if own is None:
            region = ask(service.region, "the Region of its alias target")
            table = _table(service.kind)
            if region not in table.zones:
                raise NotJudged(f"the hosted zone id of {service.kind.replace('_', ' ')}s in {region} is not known")
            own, source = table.zones[region], f"{service.kind.replace('_', ' ')}s in {region}"
        else:
            source = target.label if target is not None else ""
        if given != own:
            yield self.violation(f"{node.label} has the alias zone {given}; that of {source} is {own}", node)


def _table(kind: str) -> HostedZones:
    if kind == "network_balancer":
        return nlb_hosted_zones()
    if kind == "endpoint":
        return endpoint_hosted_zones()
    raise NotJudged(f"the hosted zone ids of {kind.replace('_', ' ')}s are not in the tables")


def _own_zone(target: AliasTarget | None) -> str | None:
    """The zone id that the target itself tells, once it is known."""
    if isinstance(target, LoadBalancer) and isinstance(target.canonical_hosted_zone_id, Known):
        return target.canonical_hosted_zone_id.value
    if isinstance(target, ApiDomain) and isinstance(target.target_hosted_zone_id, Known):
        return target.target_hosted_zone_id.value
    if isinstance(target, VpcEndpoint) and isinstance(target.dns_entries, Known):
        zones = {entry.hosted_zone_id for entry in target.dns_entries.value}
        known = {zone.value for zone in zones if isinstance(zone, Known)}
        return known.pop() if len(known) == 1 else None
    return None
