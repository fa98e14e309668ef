"""Resolver endpoints (Route 53 Resolver API: CreateResolverEndpoint, UpdateResolverEndpoint)."""

import ipaddress
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, Ipv4Address, Ipv6Address
from privateapi.provider.markers import ChangesWith, Chosen, Replaces, ReplacesWhen
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.route53resolver._resource import Name, ResolverResource

AT_LEAST = 2
"""Addresses that an endpoint always has (Route 53 Resolver API, CreateResolverEndpoint)."""
AT_MOST = 6
"""Addresses of an endpoint by the default quota (Route 53 Developer Guide, "Quotas on Route 53 VPC Resolver")."""

_INBOUND, _DELEGATION, _OUTBOUND = "INBOUND", "INBOUND_DELEGATION", "OUTBOUND"
_PROTOCOLS = {
    _INBOUND: (["Do53"], ["DoH"], ["DoH-FIPS"], ["Do53", "DoH"], ["Do53", "DoH-FIPS"]),
    _DELEGATION: (["Do53"],),
    _OUTBOUND: (["Do53"], ["DoH"], ["Do53", "DoH"]),
}
_DIRECTIONS_OF = {
    "target_name_server_metrics_enabled": _OUTBOUND,
    "dns64_enabled": _INBOUND,
    "ipv6_internet_access_enabled": _OUTBOUND,
}


class EndpointIpAddress(Model):
    """An address of an endpoint, in one subnet."""

    subnet_id: str
    """The subnet's id."""
    ip: Annotated[Ipv4Address | None, Chosen()] = None
    """The IPv4 address, free and inside the subnet; left out, AWS chooses one."""
    ipv6: Annotated[Ipv6Address | None, Chosen()] = None
    """The IPv6 address, free and inside the subnet's IPv6 block; left out, AWS chooses one where it needs one."""


def _rank(each: EndpointIpAddress) -> tuple[str, bool, int, int]:
    ip = 0 if each.ip is None else int(ipaddress.ip_address(each.ip))
    ipv6 = 0 if each.ipv6 is None else int(ipaddress.ip_address(each.ipv6))
    return each.subnet_id, each.ip is None and each.ipv6 is None, ip, ipv6


def _in_order(addresses: list[EndpointIpAddress]) -> list[EndpointIpAddress]:
    known = all(
        isinstance(each, EndpointIpAddress) and not holds_unknown([each.subnet_id, each.ip, each.ipv6])
        for each in addresses
    )
    return sorted(addresses, key=_rank) if known else addresses


class EndpointArgs(RegionalArgs, TaggedArgs):
    """Inputs of a Resolver endpoint."""

    direction: Annotated[Literal["INBOUND", "INBOUND_DELEGATION", "OUTBOUND"], Replaces()]
    """``INBOUND`` for questions that other networks ask the VPC's resolver, ``INBOUND_DELEGATION`` for zones that they
    delegate to it, ``OUTBOUND`` for questions that rules forward to other name servers."""
    ip_addresses: Annotated[list[EndpointIpAddress], AfterValidator(_in_order)]
    """Two addresses or more, in subnets of one VPC and better in different Availability Zones. They are added and taken
    away one by one, and there are never fewer than two."""
    security_group_ids: Annotated[Ids, Replaces()]
    """The groups of the network interfaces: they let port 53 in over TCP and UDP (inbound), or out (outbound)."""
    name: Name | None = None
    """Name for the console, at most 64 characters."""
    resolver_endpoint_type: Annotated[Literal["IPV4", "IPV6", "DUALSTACK"] | None, Chosen(), ReplacesWhen("IPV6")] = (
        None
    )
    """Which addresses the endpoint has; left out, ``IPV4``. AWS changes none to ``IPV6`` in place."""
    protocols: Annotated[
        Annotated[list[Literal["Do53", "DoH", "DoH-FIPS"]], Field(min_length=1), AfterValidator(sorted)] | None,
        Chosen(),
    ] = None
    """``Do53``, plain DNS, and DNS over HTTPS; left out, ``Do53`` alone."""
    rni_enhanced_metrics_enabled: Annotated[bool | None, Chosen()] = None
    """Whether there are metrics by the minute for each network interface."""
    target_name_server_metrics_enabled: Annotated[bool | None, Chosen()] = None
    """Whether there are metrics by the minute for each name server that questions are forwarded to (outbound)."""
    dns64_enabled: Annotated[bool | None, Chosen()] = None
    """Whether clients with IPv6 alone get AAAA records for services with IPv4 alone (inbound)."""
    ipv6_internet_access_enabled: Annotated[bool | None, Chosen()] = None
    """Whether questions may be forwarded to public IPv6 addresses through the internet gateway (outbound)."""

    def faults(self) -> Iterator[Fault]:
        if isinstance(self.security_group_ids, list) and not self.security_group_ids:
            yield Fault("securityGroupIds", "there is no security group; at least one is needed")
        if not isinstance(self.direction, str) or self.direction not in _PROTOCOLS:
            yield from self._address_faults()
            return
        allowed = _PROTOCOLS[self.direction]
        if isinstance(self.protocols, list) and not holds_unknown(self.protocols) and self.protocols not in allowed:
            right = ", ".join(" and ".join(each) for each in allowed)
            given = " and ".join(self.protocols)
            yield Fault("protocols", f"{given} is not for direction {self.direction!r}; these would be right: {right}")
        for name, direction in _DIRECTIONS_OF.items():
            if getattr(self, name) is True and self.direction != direction:
                wire = type(self).model_fields[name].alias
                yield Fault(str(wire), f"true is for direction {direction!r}; this endpoint's is {self.direction!r}")
        yield from self._address_faults()

    def _address_faults(self) -> Iterator[Fault]:
        if not isinstance(self.ip_addresses, list):
            return
        if len(self.ip_addresses) < AT_LEAST:
            yield Fault(
                "ipAddresses",
                f"{len(self.ip_addresses)} given; an endpoint has at least {AT_LEAST}, better in different zones",
            )
        seen: dict[tuple[str, str], int] = {}
        for index, each in enumerate(self.ip_addresses):
            if not isinstance(each, EndpointIpAddress):
                continue
            for wire, wrong, kind in (("ip", "IPV6", "IPv4"), ("ipv6", "IPV4", "IPv6")):
                value = getattr(each, wire)
                if not isinstance(value, str):
                    continue
                type = self.resolver_endpoint_type
                if type == wrong or (type is None and wrong == "IPV4"):
                    reason = f"{value!r} is an {kind} address, but resolverEndpointType is {type or 'IPV4'!r}"
                    yield Fault(f"ipAddresses[{index}].{wire}", f"{reason}; leave it out or make the type 'DUALSTACK'")
                first = seen.setdefault((wire, value), index)
                if first != index:
                    path = f"ipAddresses[{index}].{wire}"
                    yield Fault(path, f"{value!r} is in ipAddresses[{first}] as well; each is for one entry")


class EndpointState(EndpointArgs, State):
    """A Resolver endpoint."""

    endpoint_id: str
    """The endpoint's id, for rules."""
    arn: str
    """ARN."""
    host_vpc_id: str
    """The VPC of the subnets."""
    status: str
    """``OPERATIONAL``, or ``ACTION_NEEDED`` where AWS cannot keep it working."""
    addresses: Annotated[list[str] | None, ChangesWith("ip_addresses", "resolver_endpoint_type")] = None
    """The IPv4 addresses, the lowest first: what on-premises name servers forward to (inbound), or let in (outbound).
    Known in a preview if all of them are chosen."""


class Endpoint(ResolverResource[EndpointArgs, EndpointState]):
    """An endpoint through which names are asked for between a VPC and other networks, inwards or outwards."""

    noun = "Route 53 Resolver Endpoint"
    arn_kind = "resolver-endpoint"
    list_operation = "list_resolver_endpoints"
    listed_as = "ResolverEndpoints"

    def known_outputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        addresses = inputs.get("ipAddresses")
        if inputs.get("resolverEndpointType") == "IPV6" or not isinstance(addresses, list):
            return {}
        chosen = [each.get("ip") if isinstance(each, Mapping) else None for each in addresses]
        return {"addresses": _ascending(chosen)} if all(isinstance(each, str) for each in chosen) else {}

    def create(self, ctx: Context, args: EndpointArgs) -> str:
        given = {
            "Name": args.name,
            "ResolverEndpointType": args.resolver_endpoint_type,
            "Protocols": args.protocols,
            **{api: getattr(args, name) for name, api in _SWITCHES.items()},
        }
        made = ctx.client("route53resolver").create_resolver_endpoint(
            **self.birth(ctx, args),
            Direction=args.direction,
            SecurityGroupIds=args.security_group_ids,
            IpAddresses=[_entry(each) for each in args.ip_addresses],
            **{name: value for name, value in given.items() if value is not None},
        )
        return str(made["ResolverEndpoint"]["Id"])

    def complete(self, ctx: Context, id: str, args: EndpointArgs) -> None:
        _wait(ctx, id)

    def read(self, ctx: Context, id: str, prior: EndpointState | None) -> EndpointState | None:
        endpoint = ctx.client("route53resolver").get_resolver_endpoint(ResolverEndpointId=id)["ResolverEndpoint"]
        if endpoint["Status"] == "DELETING":
            return None
        found = _addresses(ctx, id)
        return self.state(
            region=ctx.region,
            tags=self.read_tags(ctx, id),
            direction=endpoint["Direction"],
            ip_addresses=_described(found, prior),
            security_group_ids=endpoint["SecurityGroupIds"],
            name=endpoint.get("Name") or None,
            resolver_endpoint_type=endpoint.get("ResolverEndpointType"),
            protocols=endpoint.get("Protocols"),
            **{name: endpoint.get(api) for name, api in _SWITCHES.items()},
            endpoint_id=id,
            arn=endpoint["Arn"],
            host_vpc_id=endpoint["HostVPCId"],
            status=endpoint["Status"],
            addresses=_ascending(each["Ip"] for each in found if each.get("Ip")) or None,
        )

    def update(self, ctx: Context, id: str, old: EndpointState, new: EndpointArgs, changed: frozenset[str]) -> None:
        # Before the addresses: new ones of a dual-stack endpoint have both kinds.
        names = {"name": "Name", "resolver_endpoint_type": "ResolverEndpointType", "protocols": "Protocols"} | _SWITCHES
        request = {api: getattr(new, name) for name, api in names.items() if name in changed}
        request = {api: "" if api == "Name" and value is None else value for api, value in request.items()}
        if request.get("ResolverEndpointType") == "DUALSTACK":
            request["UpdateIpAddresses"] = _given_ipv6(_addresses(ctx, id), new.ip_addresses)
        request = {api: value for api, value in request.items() if value is not None and value != []}
        if request:
            ctx.client("route53resolver").update_resolver_endpoint(ResolverEndpointId=id, **request)
            _wait(ctx, id)
        if "ip_addresses" in changed:
            _exchange(ctx, id, new.ip_addresses)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: EndpointState) -> None:
        resolver = ctx.client("route53resolver")
        # Rules that are just being deleted hold it a little longer.
        ctx.retry("route53resolver", "dependency", lambda: resolver.delete_resolver_endpoint(ResolverEndpointId=id))
        # Its network interfaces hold subnets and security groups until the endpoint itself is gone.
        ctx.wait("route53resolver", "ResolverEndpointDeleted", None, ResolverEndpointId=id)

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        # An address that both name can be the new endpoint's only after the old one has given it back.
        return "region" not in changed and bool(_chosen(old) & _chosen(new))


_LEAVING = frozenset({"DELETING", "DETACHING"})
"""States of addresses that are still listed (Route 53 Resolver API, IpAddressResponse)."""


def _wait(ctx: Context, id: str) -> None:
    ctx.wait("route53resolver", "ResolverEndpointOperational", None, ResolverEndpointId=id)


def _addresses(ctx: Context, id: str) -> list[dict[str, Any]]:
    pages = ctx.client("route53resolver").get_paginator("list_resolver_endpoint_ip_addresses")
    found = [each for page in pages.paginate(ResolverEndpointId=id) for each in page["IpAddresses"]]
    return [each for each in found if each.get("Status") not in _LEAVING]


def _entry(each: EndpointIpAddress) -> dict[str, str]:
    given = {"SubnetId": each.subnet_id, "Ip": each.ip, "Ipv6": each.ipv6}
    return {name: value for name, value in given.items() if value is not None}


def _matched(
    found: list[dict[str, Any]], wanted: list[EndpointIpAddress]
) -> list[tuple[dict[str, Any] | None, EndpointIpAddress]]:
    """Each wanted entry with the address that is there for it; chosen addresses take theirs first."""
    left = list(found)
    pairs: dict[int, dict[str, Any] | None] = {}
    for index, each in sorted(enumerate(wanted), key=lambda item: (item[1].ip is None, item[1].ipv6 is None, item[0])):
        entry = _entry(each)
        there = next((one for one in left if all(one.get(name) == value for name, value in entry.items())), None)
        if there is not None:
            left.remove(there)
        pairs[index] = there
    return [(pairs[index], each) for index, each in enumerate(wanted)]


def _described(found: list[dict[str, Any]], prior: EndpointState | None) -> list[dict[str, Any]]:
    """The addresses in the order in which the program lists them, then others that are there."""
    known = prior.ip_addresses if prior is not None else []
    wanted = [each for each in known if isinstance(each, EndpointIpAddress) and not holds_unknown(list(_entry(each)))]
    first = [there for there, _ in _matched(found, wanted) if there is not None]
    others = [each for each in found if each not in first]
    in_order = sorted(others, key=lambda each: (each["SubnetId"], ipaddress.ip_address(each.get("Ip") or each["Ipv6"])))
    return [
        {"subnet_id": each["SubnetId"], "ip": each.get("Ip"), "ipv6": each.get("Ipv6")} for each in [*first, *in_order]
    ]


def _exchange(ctx: Context, id: str, wanted: list[EndpointIpAddress]) -> None:
    """Bring the addresses to the wanted ones, new ones first where the quota has room for them."""
    resolver = ctx.client("route53resolver")
    found = _addresses(ctx, id)
    pairs = _matched(found, wanted)
    kept = [there for there, _ in pairs if there is not None]
    leaving = [each for each in found if each not in kept]
    count = len(found)

    def remove() -> None:
        nonlocal count
        named = {"IpId": leaving.pop()["IpId"]}
        resolver.disassociate_resolver_endpoint_ip_address(ResolverEndpointId=id, IpAddress=named)
        _wait(ctx, id)
        count -= 1

    for entry in [_entry(each) for there, each in pairs if there is None]:
        if leaving and count >= AT_MOST:
            remove()
        resolver.associate_resolver_endpoint_ip_address(ResolverEndpointId=id, IpAddress=entry)
        _wait(ctx, id)
        count += 1
    while leaving:
        remove()


def _given_ipv6(found: list[dict[str, Any]], wanted: list[EndpointIpAddress]) -> list[dict[str, str]]:
    """The chosen IPv6 addresses for the addresses that are there."""
    by_ipv4 = [each.model_copy(update={"ipv6": None}) for each in wanted]
    pairs = zip(_matched(found, by_ipv4), wanted, strict=True)
    return [{"IpId": there["IpId"], "Ipv6": each.ipv6} for (there, _), each in pairs if there is not None and each.ipv6]


def _ascending(addresses: Any) -> list[str]:
    return sorted(addresses, key=ipaddress.IPv4Address)


def _chosen(inputs: Mapping[str, Any]) -> set[str]:
    entries = inputs.get("ipAddresses")
    each = [item for item in entries if isinstance(item, Mapping)] if isinstance(entries, list) else []
    return {str(item[wire]) for item in each for wire in ("ip", "ipv6") if item.get(wire) not in (None, UNKNOWN)}


_SWITCHES = {
    "rni_enhanced_metrics_enabled": "RniEnhancedMetricsEnabled",
    "target_name_server_metrics_enabled": "TargetNameServerMetricsEnabled",
    "dns64_enabled": "Dns64Enabled",
    "ipv6_internet_access_enabled": "Ipv6InternetAccessEnabled",
}
