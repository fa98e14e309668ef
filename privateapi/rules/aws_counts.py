"""How the quotas of AWS are counted. Quotas with a rule of their own, such as records of one name, are not here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from privateapi.rules.counting import Counters, Entry, Weight, apart, each, in_account, in_region, of_type, per, tally
from privateapi.rules.wording import because
from privateapi.rules.zones import zone_links
from privateapi.topology.blocks import block_of
from privateapi.topology.model import (
    Alarm,
    ApiDomain,
    ApiMapping,
    ApiResource,
    ApiStage,
    Certificate,
    DatabaseInstance,
    Direction,
    DomainAccessAssociation,
    HealthCheck,
    HostedZone,
    HttpApi,
    HttpRoute,
    Instance,
    InternetGateway,
    LambdaFunction,
    Listener,
    ListenerCertificate,
    LoadBalancer,
    ManagedPrefixList,
    NetworkAcl,
    Node,
    OtherResource,
    RdsProxy,
    RecordSet,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    RestApi,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetGroup,
    Topology,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
    TransitGatewayVpcAttachment,
    Vpc,
    VpcCidrBlock,
    VpcEndpoint,
    VpcLink,
    VpcPeering,
    ZoneAuthorization,
)
from privateapi.topology.placement import subnets_of, vpc_of
from privateapi.topology.reachability import Reachability
from privateapi.topology.values import MISSING, Known, Unknown, Value, flat


def _if(field: str, default: str, *accepted: str) -> Callable[[Node, Topology], Value[int]]:
    """Resources whose property is one of those values; left out, it has the default of the API."""

    def weight(node: Node, topology: Topology) -> Value[int]:
        value: Value[str] = getattr(node, field)
        if value.unknown:
            return Unknown(f"its {field.replace('_', ' ')} {because(value)}")
        return Known(int(value.get(default) in accepted))

    return weight


def _family(block: Value[str], version: int, what: str) -> Value[int]:
    """1 for a block of that family, 0 for one of the other."""
    cidr = block_of(block)
    if isinstance(cidr, Known):
        return Known(int(cidr.value.version == version))
    return Unknown(f"{what} {because(cidr)}")


def _block(version: int) -> Weight[VpcCidrBlock]:
    """Further blocks of one family; a block that AWS chooses is IPv6 or out of a pool, and may be either."""

    def weight(block: VpcCidrBlock, topology: Topology) -> Value[int]:
        return _family(block.cidr_block, version, "its CIDR block")

    return weight


def _ipv6_blocks(topology: Topology) -> Iterator[Entry]:
    for vpc in topology.of(Vpc):
        if not vpc.ipv6_cidr_block.missing:
            yield Entry(Known(vpc.key), vpc)
    for block in topology.of(VpcCidrBlock):
        yield Entry(topology.identity(block.vpc, Vpc, block), block, _block(6)(block, topology))


def _not_main(table: RouteTable, topology: Topology) -> Value[int]:
    """Route tables besides the main one, which every VPC has."""
    if table.main.unknown:
        return Unknown(f"whether it is the main one {because(table.main)}")
    return Known(int(not table.main.get(False)))


def _route(version: int) -> Weight[Route]:
    """Routes of one family.

    A prefix list counts with the most entries that it can have, and is IPv4 unless its entries say otherwise.
    """

    def weight(route: Route, topology: Topology) -> Value[int]:
        if route.target.id == Known("local"):
            return Known(0)
        if route.destination_prefix_list.missing:
            return _family(route.destination, version, "its destination")
        listed = topology.follow(route.destination_prefix_list, ManagedPrefixList, route)
        if not isinstance(listed, Known):
            return Unknown(f"its prefix list {because(listed)}")
        entries = flat(listed.value.entries)
        ipv6 = isinstance(entries, Known) and any(":" in entry for entry in entries.value)
        if ipv6 != (version == 6):
            return Known(0)
        size = listed.value.max_entries
        return size if isinstance(size, Known) else Unknown(f"maxEntries of its prefix list {because(size)}")

    return weight


def _both_ends(
    kind: type[VpcPeering] | type[TransitGatewayPeering], holder: type[Vpc] | type[TransitGateway]
) -> Callable[[Topology], Iterator[Entry]]:
    """Peerings, which count at both ends; the far end may be in another account and was not read then."""

    def entries(topology: Topology) -> Iterator[Entry]:
        for peering in topology.of(kind):
            near, far = (
                (peering.vpc, peering.peer_vpc)
                if isinstance(peering, VpcPeering)
                else (peering.transit_gateway, peering.peer_transit_gateway)
            )
            yield Entry(topology.identity(near, holder, peering), peering)
            other = topology.identity(far, holder)
            if isinstance(other, Known):
                yield Entry(other, peering)

    return entries


def _attachments(topology: Topology) -> Iterator[Entry]:
    for attachment in topology.of(TransitGatewayVpcAttachment):
        yield Entry(topology.identity(attachment.transit_gateway, TransitGateway, attachment), attachment)
    yield from _both_ends(TransitGatewayPeering, TransitGateway)(topology)


def _static_routes(topology: Topology) -> Iterator[Entry]:
    reachability = Reachability(topology)
    for route in topology.of(TransitGatewayRoute):
        table = reachability.gateway_table(route.route_table, route)
        yield Entry(table.then(reachability.gateway_of_table), route)


_network = _if("type", "application", "network")


def _balancer_interfaces(topology: Topology) -> Iterator[Entry]:
    for balancer in topology.of(LoadBalancer):
        subnets = subnets_of(topology, balancer)
        if _network(balancer, topology) == Known(0) or subnets.missing:
            continue
        if isinstance(subnets, Known):
            yield Entry(vpc_of(topology, balancer).map(lambda vpc: vpc.key), balancer, Known(len(subnets.value)))
        else:
            yield Entry(MISSING, balancer, Unknown(f"its subnets: the list {because(subnets)}"))


def _further_certificates(topology: Topology) -> Iterator[Entry]:
    for certificate in topology.of(ListenerCertificate):
        listener = topology.follow(certificate.listener, Listener, certificate)
        balancer = listener.then(lambda found: topology.identity(found.load_balancer, LoadBalancer, found))
        yield Entry(balancer, certificate)


def _targets(*, cross_zone: bool) -> Callable[[Topology], Iterator[Entry]]:
    """Targets of Network Load Balancers, once for each group that a listener forwards to."""

    def entries(topology: Topology) -> Iterator[Entry]:
        for balancer in topology.of(LoadBalancer):
            if _network(balancer, topology) != Known(1):
                continue
            if isinstance(balancer.cross_zone, Unknown):
                yield Entry(Known(balancer.key), balancer, Unknown(f"its crossZone {balancer.cross_zone.why}"))
            elif balancer.cross_zone.get(False) == cross_zone:
                yield from _balancer_targets(topology, balancer)

    return entries


def _balancer_targets(topology: Topology, balancer: LoadBalancer) -> Iterator[Entry]:
    groups: dict[str, TargetGroup] = {}
    for listener in topology.referrers(Listener, "load_balancer", balancer):
        named = topology.follow_all(listener.target_groups, TargetGroup, listener)
        if isinstance(named, Known):
            groups.update((group.key, group) for group in named.value)
        elif isinstance(named, Unknown):
            yield Entry(Known(balancer.key), listener, Unknown(f"its target groups: the list {named.why}"))
    for group in groups.values():
        for target in topology.referrers(Target, "target_group", group):
            yield Entry(Known(balancer.key), target)


def _function_interfaces(topology: Topology) -> Iterator[Entry]:
    """One interface for each pair of a subnet and a set of security groups that functions have (Lambda guide, VPCs)."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for function in topology.of(LambdaFunction):
        subnets = subnets_of(topology, function)
        groups = topology.identities(function.security_groups, SecurityGroup, function)
        if subnets.missing:
            continue
        if isinstance(subnets, Unknown) or isinstance(groups, Unknown):
            why = because(subnets if isinstance(subnets, Unknown) else groups)
            yield Entry(MISSING, function, Unknown(f"its subnets or security groups: the list {why}"))
            continue
        for subnet in subnets.get():
            pair = (subnet.key, tuple(sorted(groups.get(()))))
            if pair not in seen:
                seen.add(pair)
                yield Entry(topology.identity(subnet.vpc, Vpc, subnet), function)


def _zone_vpcs(topology: Topology) -> Iterator[Entry]:
    for link in zone_links(topology):
        yield Entry(link.zone, link.node, Known(1) if link.vpc.known else Unknown(f"its VPC {because(link.vpc)}"))


def _multi_level(mapping: ApiMapping, topology: Topology) -> Value[int]:
    return mapping.path.map(lambda path: int("/" in path.strip("/"))) if not mapping.path.missing else Known(0)


def _names(certificate: Certificate, topology: Topology) -> Value[int]:
    others = flat(certificate.subject_alternative_names)
    if isinstance(others, Unknown) or certificate.domain_name.unknown:
        return Unknown("one of its names is not known yet")
    # ACM takes the domain name among the others for the same one.
    return Known(len({*others.get(()), *([certificate.domain_name.get()] if certificate.domain_name.known else [])}))


def _length(read: Callable[..., Value[tuple[object, ...]]]) -> Callable[..., Value[int]]:
    def amount(node: object, topology: Topology) -> Value[int]:
        found = read(node)
        if isinstance(found, Unknown):
            return Unknown(f"the list of what it has {found.why}")
        return Known(len(found.get(())))

    return amount


def _link_version(version: int) -> Weight[VpcLink]:
    return lambda link, topology: Known(int(link.version == version))


def _reserved_concurrency(function: LambdaFunction, topology: Topology) -> Value[int]:
    value = function.reserved_concurrent_executions
    # -1 takes a reservation away.
    return value.map(lambda number: max(number, 0)) if not value.missing else Known(0)


def _imported(certificate: Certificate, topology: Topology) -> Value[int]:
    return certificate.imported.map(int) if not certificate.imported.missing else Known(0)


def _group_rules(direction: Direction, version: int) -> Weight[SecurityGroupRule]:
    """Rules of one direction and family, one for each peer; a prefix list counts with the most entries it can have.

    A peer that is a group counts for both families (VPC quotas, "Security groups").
    """

    def weight(rule: SecurityGroupRule, topology: Topology) -> Value[int]:
        if rule.direction is not direction:
            return Known(0)
        lists = topology.follow_all(rule.prefix_lists, ManagedPrefixList, rule)
        blocks = rule.cidr_blocks if version == 4 else rule.ipv6_cidr_blocks
        for value in (blocks, rule.referenced_groups.ids, rule.itself, lists):
            if isinstance(value, Unknown):
                return Unknown(f"one of its peers {value.why}")
        total = len(blocks.get(())) + len(rule.referenced_groups.ids.get(())) + int(rule.itself.get(False))
        for each_list in lists.get(()):
            entries = flat(each_list.entries)
            if any(":" in entry for entry in (entries.value if isinstance(entries, Known) else ())) != (version == 6):
                continue
            if not isinstance(each_list.max_entries, Known):
                return Unknown(f"maxEntries of {each_list.label} {because(each_list.max_entries)}")
            total += each_list.max_entries.value
        return Known(total)

    return weight


_GROUPS = _length(lambda node: node.security_groups.ids)

# What a security group and a network interface can have.
SECURITY_GROUPS: Counters = {
    "aws.vpc.sg_rules": apart(
        *(
            per(
                SecurityGroupRule,
                "security_group",
                SecurityGroup,
                weight=_group_rules(direction, version),
                noun=f" ({direction}, IPv{version})",
            )
            for direction in Direction
            for version in (4, 6)
        )
    ),
    "aws.vpc.sgs_per_eni": apart(
        *(
            each(kind, _GROUPS)
            for kind in (VpcEndpoint, LoadBalancer, VpcLink, LambdaFunction, RdsProxy, DatabaseInstance, Instance)
        )
    ),
}

_INTERFACES = _if("type", "Gateway", "Interface", "GatewayLoadBalancer")

# What one resource can have.
RESOURCES: Counters = {
    "aws.vpc.subnets": per(Subnet, "vpc", Vpc),
    "aws.vpc.ipv4_cidrs": per(VpcCidrBlock, "vpc", Vpc, weight=_block(4), base=1),
    "aws.vpc.ipv6_cidrs": tally(Vpc, _ipv6_blocks),
    "aws.vpc.route_tables": per(RouteTable, "vpc", Vpc, weight=_not_main, base=1),
    "aws.vpc.nacls": per(NetworkAcl, "vpc", Vpc),
    "aws.vpc.peerings": tally(Vpc, _both_ends(VpcPeering, Vpc)),
    "aws.pl.interface_endpoints": per(
        VpcEndpoint, "vpc", Vpc, weight=_if("type", "Gateway", "Interface", "GatewayLoadBalancer")
    ),
    "aws.pl.resource_endpoints": per(VpcEndpoint, "vpc", Vpc, weight=_if("type", "Gateway", "Resource")),
    "aws.pl.servicenetwork_endpoints": per(VpcEndpoint, "vpc", Vpc, weight=_if("type", "Gateway", "ServiceNetwork")),
    "aws.elb.nlb_listeners": per(Listener, "load_balancer", LoadBalancer),
    "aws.elb.nlb_certs": tally(LoadBalancer, _further_certificates),
    "aws.elb.nlb_enis": tally(Vpc, _balancer_interfaces),
    "aws.elb.nlb_targets": tally(LoadBalancer, _targets(cross_zone=False)),
    # With cross-zone load balancing on, a balancer has as many targets as otherwise in each zone.
    "aws.elb.nlb_targets_az": tally(LoadBalancer, _targets(cross_zone=True), noun=" with cross-zone load balancing"),
    "aws.elb.tg_targets": per(Target, "target_group", TargetGroup),
    "aws.tgw.cidrs": each(TransitGateway, _length(lambda gateway: flat(gateway.cidr_blocks))),
    "aws.tgw.route_tables": per(TransitGatewayRouteTable, "transit_gateway", TransitGateway, base=1),
    "aws.tgw.routes": tally(TransitGateway, _static_routes),
    "aws.tgw.attachments": tally(TransitGateway, _attachments),
    "aws.tgw.tgws_per_vpc": per(TransitGatewayVpcAttachment, "vpc", Vpc),
    "aws.tgw.peerings": tally(TransitGateway, _both_ends(TransitGatewayPeering, TransitGateway)),
    # NS and SOA are there from the start.
    "aws.r53.records": per(RecordSet, "zone", HostedZone, base=2),
    "aws.r53.vpcs_per_zone": tally(HostedZone, _zone_vpcs),
    "aws.r53.vpc_authorizations": per(ZoneAuthorization, "zone", HostedZone),
    "aws.apigw.resources": per(ApiResource, "api", RestApi),
    "aws.apigw.stages": per(ApiStage, "api", RestApi),
    "aws.apigw.stage_vars": each(ApiStage, _length(lambda stage: stage.variables)),
    "aws.apigw.mappings": per(ApiMapping, "domain", ApiDomain, weight=_multi_level),
    "aws.apigw.http_routes": per(HttpRoute, "api", HttpApi),
    "aws.apigw.vpc_link_subnets": each(VpcLink, _length(lambda link: link.subnets.ids)),
    "aws.lambda.enis": tally(Vpc, _function_interfaces),
    "aws.acm.names": each(Certificate, _names),
    "aws.vpc.routes": apart(
        per(Route, "route_table", RouteTable, weight=_route(4), noun=" (IPv4)"),
        per(Route, "route_table", RouteTable, weight=_route(6), noun=" (IPv6)"),
    ),
    "aws.vpc.nacl_rules": apart(
        each(NetworkAcl, lambda acl, topology: acl.ingress_rules),
        each(NetworkAcl, lambda acl, topology: acl.egress_rules),
    ),
}

# What a Region or an account can have.
REGIONS: Counters = {
    "aws.vpc.vpcs": in_region(Vpc),
    "aws.vpc.sgs": in_region(SecurityGroup),
    "aws.vpc.igws": in_region(InternetGateway),
    "aws.pl.gateway_endpoints": in_region(VpcEndpoint, weight=_if("type", "Gateway", "Gateway")),
    "aws.elb.nlbs": in_region(LoadBalancer, weight=_network),
    "aws.elb.tgs": in_region(TargetGroup),
    "aws.tgw.tgws": in_region(TransitGateway),
    "aws.r53.zones": in_account(HostedZone),
    "aws.r53.health_checks": in_account(HealthCheck),
    "aws.r53r.endpoints": in_region(ResolverEndpoint),
    "aws.r53r.rules": in_region(ResolverRule),
    "aws.r53r.rule_assocs": in_region(ResolverRuleAssociation),
    "aws.apigw.private_apis": in_region(RestApi, weight=_if("endpoint_type", "EDGE", "PRIVATE")),
    "aws.apigw.regional_apis": in_region(RestApi, weight=_if("endpoint_type", "EDGE", "REGIONAL")),
    "aws.apigw.edge_apis": in_region(RestApi, weight=_if("endpoint_type", "EDGE", "EDGE")),
    "aws.apigw.domains_public": in_region(ApiDomain, weight=_if("endpoint_type", "EDGE", "EDGE", "REGIONAL")),
    "aws.apigw.domains_private": in_region(ApiDomain, weight=_if("endpoint_type", "EDGE", "PRIVATE")),
    "aws.apigw.domain_access": in_region(DomainAccessAssociation),
    "aws.apigw.vpc_links_v1": in_region(VpcLink, weight=_link_version(1)),
    "aws.apigw.vpc_links_v2": in_region(VpcLink, weight=_link_version(2)),
    "aws.lambda.concurrency": in_region(LambdaFunction, weight=_reserved_concurrency),
    "aws.acm.certs": in_region(Certificate),
    "aws.acm.imported": in_region(Certificate, weight=_imported),
    "aws.cw.alarms": in_region(Alarm),
    "aws.rds.proxies": in_region(RdsProxy),
    "aws.apigw.usage_plans": in_region(OtherResource, weight=of_type("aws:apigateway/usagePlan:UsagePlan")),
}
