"""Load balancers (ELB API: CreateLoadBalancer, SetSubnets, SetSecurityGroups, ModifyLoadBalancerAttributes)."""

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field
from pydantic.alias_generators import to_camel

from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, Ipv4Address
from privateapi.provider.markers import AutoName, ChangesWith, Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.elbv2 import _attributes
from privateapi.resources.elbv2._attributes import Attribute
from privateapi.resources.elbv2._name import LoadBalancerName
from privateapi.resources.elbv2._resource import Elbv2Resource


class SubnetMapping(Model):
    """A subnet and the addresses that the load balancer has in it."""

    subnet_id: str
    """The subnet's id."""
    private_ipv4_address: Ipv4Address | None = None
    """Address out of the subnet's block, for an internal network load balancer; left out, AWS chooses one."""
    allocation_id: str | None = None
    """Allocation id of an Elastic IP address, for an internet-facing network load balancer."""
    ipv6_address: str | None = None
    """Address out of the subnet's IPv6 block; left out, AWS chooses one where the load balancer is dualstack."""
    source_nat_ipv6_prefix: str | None = None
    """IPv6 prefix (/80) out of the subnet's block for source NAT, or ``auto_assigned``; for UDP listeners."""


def _by_subnet(mappings: list[SubnetMapping]) -> list[SubnetMapping]:
    return sorted(mappings, key=lambda each: str(each.subnet_id))


def _log_prefix(value: str) -> str:
    if "AWSLogs" in value:
        raise ValueError(f"{value!r} holds 'AWSLogs', which AWS appends itself; leave it out")
    if value != (right := value.strip("/")):
        raise ValueError(f"{value!r} begins or ends with a slash; {right!r} would be right")
    return value


class LoadBalancerLogs(Model):
    """Logs of one kind in an S3 bucket of the load balancer's Region."""

    bucket: str
    """The bucket's name; its policy must let Elastic Load Balancing write."""
    prefix: Annotated[str, AfterValidator(_log_prefix)] | None = None
    """Where in the bucket, without slashes at the ends; left out, at its root."""
    enabled: bool = True
    """Whether logs are written."""


class LoadBalancerArgs(RegionalArgs, TaggedArgs):
    """Inputs of a load balancer."""

    name: Annotated[LoadBalancerName | None, Replaces(), AutoName(32, never_begins="internal-")] = None
    """Name, unique in the Region: 1 to 32 letters, digits and hyphens, not beginning with ``internal-``."""
    type: Annotated[Literal["network", "application", "gateway"], Replaces()] = "network"
    """Network (connections), application (HTTP) or gateway (packets, for appliances)."""
    internal: Annotated[bool, Replaces()] = True
    """Whether its addresses are private ones; false makes it internet-facing."""
    subnets: Annotated[Ids | None, Chosen(), ChangesWith("subnet_mappings")] = None
    """Ids of the subnets, one for each Availability Zone, where AWS chooses the addresses."""
    subnet_mappings: Annotated[
        Annotated[list[SubnetMapping], AfterValidator(_by_subnet)] | None, Chosen(), ChangesWith("subnets")
    ] = None
    """Subnets, one for each Availability Zone, with the addresses chosen in them. Give these or ``subnets``. Another
    address in a subnet replaces a network load balancer."""
    security_groups: Annotated[Ids | None, Chosen()] = None
    """Ids of security groups. An application load balancer without gets the VPC's default group. A network load
    balancer that was made without can never get any: giving it the first replaces it."""
    enforce_security_group_inbound_rules_on_private_link_traffic: Annotated[bool | None, Chosen()] = None
    """Whether security groups also judge what comes through an endpoint service; AWS's choice is true. For network
    load balancers with security groups."""
    ip_address_type: Literal["ipv4", "dualstack", "dualstack-without-public-ipv4"] = "ipv4"
    """Address families; the subnets of a dualstack load balancer need IPv6 blocks."""
    enable_prefix_for_ipv6_source_nat: bool = False
    """Whether each subnet gives an IPv6 prefix for source NAT; for dualstack network load balancers with UDP."""
    enable_deletion_protection: bool = False
    """Whether AWS refuses to delete it until this is switched off."""
    enable_cross_zone_load_balancing: Annotated[bool | None, Chosen()] = None
    """Whether a node sends to targets in all zones; AWS's choice is false, for application load balancers always
    true."""
    enable_zonal_shift: bool = False
    """Whether traffic can be shifted away from a zone (ARC zonal shift)."""
    deny_all_igw_traffic: Annotated[bool | None, Chosen()] = None
    """Whether traffic through an internet gateway is blocked; AWS's choice is true where it is internal."""
    dns_record_client_routing_policy: Literal[
        "any_availability_zone", "availability_zone_affinity", "partial_availability_zone_affinity"
    ] = "any_availability_zone"
    """Whether clients that ask the VPC's resolver get the address in their own zone: never, always, or for 85 % of the
    answers. For network load balancers."""
    secondary_ips_auto_assigned_per_subnet: Annotated[int, Field(ge=0, le=7)] = 0
    """How many more addresses each node gets against port allocation errors, 0 to 7; fewer replaces it. For network
    load balancers."""
    access_logs: LoadBalancerLogs | None = None
    """Logs of requests (application) or TLS connections (network)."""
    connection_logs: LoadBalancerLogs | None = None
    """Logs of connections; for application load balancers."""
    health_check_logs: LoadBalancerLogs | None = None
    """Logs of health checks; for application load balancers."""
    idle_timeout: Annotated[int, Field(ge=1, le=4000)] = 60
    """Seconds after which an idle connection is closed, 1 to 4000; for application load balancers."""
    client_keep_alive: Annotated[int, Field(ge=60, le=604800)] = 3600
    """Seconds that a client may keep its connection, 60 to 604800; for application load balancers."""
    desync_mitigation_mode: Literal["monitor", "defensive", "strictest"] = "defensive"
    """What happens to requests that may be an attack; for application load balancers."""
    drop_invalid_header_fields: bool = False
    """Whether header fields with invalid names are removed; for application load balancers."""
    preserve_host_header: bool = False
    """Whether the ``Host`` header goes to targets unchanged; for application load balancers."""
    enable_tls_version_and_cipher_suite_headers: bool = False
    """Whether targets are told the client's TLS version and cipher; for application load balancers."""
    enable_xff_client_port: bool = False
    """Whether ``X-Forwarded-For`` has the client's port; for application load balancers."""
    xff_header_processing_mode: Literal["append", "preserve", "remove"] = "append"
    """What happens to ``X-Forwarded-For``; for application load balancers."""
    enable_http2: bool = True
    """Whether clients may use HTTP/2; for application load balancers."""
    enable_waf_fail_open: bool = False
    """Whether requests pass when AWS WAF cannot be asked; for application load balancers."""

    def faults(self) -> Iterator[Fault]:
        yield from self._placement_faults()
        yield from self._type_faults()
        if self.enforce_security_group_inbound_rules_on_private_link_traffic is not None and self.security_groups in (
            None,
            [],
        ):
            yield Fault(
                "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
                "is about security groups, and there are none; give securityGroups as well",
            )

    def _placement_faults(self) -> Iterator[Fault]:
        if absent(self.subnets) and absent(self.subnet_mappings):
            yield Fault("subnets", "is required, unless subnetMappings names the subnets")
        if not isinstance(self.subnet_mappings, list):
            return
        named = [each.subnet_id for each in self.subnet_mappings if isinstance(each, SubnetMapping)]
        if not holds_unknown([self.subnets, named]) and self.subnets and self.subnets != named:
            yield Fault("subnetMappings", "names other subnets than subnets does; give one of the two")
        for mapping in self.subnet_mappings:
            if isinstance(mapping, SubnetMapping):
                yield from self._address_faults(mapping)

    def _address_faults(self, mapping: SubnetMapping) -> Iterator[Fault]:
        where = f"the address in subnet {mapping.subnet_id!r}"
        addresses = {
            "privateIpv4Address": mapping.private_ipv4_address,
            "allocationId": mapping.allocation_id,
            "ipv6Address": mapping.ipv6_address,
            "sourceNatIpv6Prefix": mapping.source_nat_ipv6_prefix,
        }
        given = [wire for wire, value in addresses.items() if value is not None]
        if given and self.type in ("application", "gateway"):
            yield Fault("subnetMappings", f"{where} ({given[0]}) can be chosen for network load balancers only")
            return
        if mapping.allocation_id is not None and self.internal is True:
            yield Fault(
                "subnetMappings", f"{where} is an Elastic IP address, but internal is true; give privateIpv4Address"
            )
        if mapping.private_ipv4_address is not None and self.internal is False:
            yield Fault("subnetMappings", f"{where} is a private one, but internal is false; give allocationId")

    def _type_faults(self) -> Iterator[Fault]:
        kind = self.type if isinstance(self.type, str) else None
        what = f"this one's type is {kind!r}"
        yield from _attributes.family_faults(_ATTRIBUTES, self, kind, what, _FAMILIES)
        for name, (_, families) in _LOGS.items():
            if kind is not None and kind not in families and getattr(self, name) is not None:
                having = " and ".join(_FAMILIES[each] for each in _FAMILIES if each in families)
                yield Fault(to_camel(name), f"is for {having}; {what}")
        if kind == "gateway":
            if self.internal is False:
                yield Fault("internal", "false makes no sense: a gateway load balancer has no address for clients")
            if not absent(self.security_groups):
                yield Fault("securityGroups", f"is for {_FAMILIES['network']} and {_FAMILIES['application']}; {what}")
        if kind == "application" and self.enable_cross_zone_load_balancing is False:
            yield Fault("enableCrossZoneLoadBalancing", "false is not possible for application load balancers")


class LoadBalancerState(LoadBalancerArgs, State):
    """A load balancer; its id is its ARN."""

    arn: str
    """ARN."""
    arn_suffix: str
    """The last part of the ARN, such as ``net/front/50dc6c495c0c9188``: the CloudWatch dimension ``LoadBalancer``."""
    dns_name: str
    """Name that resolves to its addresses; records of private zones point to it."""
    zone_id: str | None = None
    """Hosted zone of the DNS name, for alias records."""
    vpc_id: str | None = None
    """The VPC of its subnets."""


class LoadBalancer(Elbv2Resource[LoadBalancerArgs, LoadBalancerState]):
    """A network, application or gateway load balancer with its attributes."""

    noun = "ELBv2 Load Balancer"
    arn_kind = "loadbalancer/"
    replaced_first = ("name",)

    def create(self, ctx: Context, args: LoadBalancerArgs) -> str:
        request: dict[str, Any] = {
            "Name": args.name,
            "Type": args.type,
            "IpAddressType": args.ip_address_type,
            "Tags": self.birth_tags(ctx, args),
            **_placement(args),
        }
        if args.type != "gateway":
            request["Scheme"] = "internal" if args.internal else "internet-facing"
        if args.security_groups:
            request["SecurityGroups"] = args.security_groups
        return str(ctx.client("elbv2").create_load_balancer(**request)["LoadBalancers"][0]["LoadBalancerArn"])

    def complete(self, ctx: Context, id: str, args: LoadBalancerArgs) -> None:
        ctx.wait("elbv2", "LoadBalancerAvailable", 900, LoadBalancerArns=[id])
        names = _attributes.differing(_ATTRIBUTES, args) | {name for name in _LOGS if getattr(args, name) is not None}
        self._set_attributes(ctx, id, args, names)
        if args.enforce_security_group_inbound_rules_on_private_link_traffic is False:
            self._set_security_groups(ctx, id, args.security_groups, enforce=False)

    def read(self, ctx: Context, id: str, prior: LoadBalancerState | None) -> LoadBalancerState | None:
        elb = ctx.client("elbv2")
        found = elb.describe_load_balancers(LoadBalancerArns=[id])["LoadBalancers"][0]
        described = _attributes.key_values(elb.describe_load_balancer_attributes(LoadBalancerArn=id)["Attributes"])
        mappings = _mappings(found, prior)
        return self.state(
            region=ctx.region,
            tags=self.read_tags(ctx, id),
            name=found["LoadBalancerName"],
            type=found["Type"],
            internal=found.get("Scheme") != "internet-facing",
            subnets=[each["subnet_id"] for each in mappings],
            subnet_mappings=mappings,
            security_groups=found.get("SecurityGroups") or None,
            enforce_security_group_inbound_rules_on_private_link_traffic=_switch(
                found.get("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
            ),
            ip_address_type=found.get("IpAddressType", "ipv4"),
            enable_prefix_for_ipv6_source_nat=found.get("EnablePrefixForIpv6SourceNat") == "on",
            **_attributes.values(_ATTRIBUTES, LoadBalancerArgs, described),
            **{name: _logs(described, key, asked=getattr(prior, name, None)) for name, (key, _) in _LOGS.items()},
            arn=id,
            arn_suffix=id.partition(f":{self.arn_kind}")[2],
            dns_name=found.get("DNSName", ""),
            zone_id=found.get("CanonicalHostedZoneId"),
            vpc_id=found.get("VpcId"),
        )

    def update(
        self, ctx: Context, id: str, old: LoadBalancerState, new: LoadBalancerArgs, changed: frozenset[str]
    ) -> None:
        elb = ctx.client("elbv2")
        if changed & {"subnets", "subnet_mappings", "enable_prefix_for_ipv6_source_nat"}:
            elb.set_subnets(LoadBalancerArn=id, IpAddressType=new.ip_address_type, **_placement(new, always=True))
            ctx.wait("elbv2", "LoadBalancerAvailable", 900, LoadBalancerArns=[id])
        elif "ip_address_type" in changed:
            elb.set_ip_address_type(LoadBalancerArn=id, IpAddressType=new.ip_address_type)
        if changed & {"security_groups", "enforce_security_group_inbound_rules_on_private_link_traffic"}:
            enforce = new.enforce_security_group_inbound_rules_on_private_link_traffic
            self._set_security_groups(ctx, id, new.security_groups or old.security_groups, enforce)
        self._set_attributes(ctx, id, new, changed)
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: LoadBalancerState) -> None:
        # What used it, such as an endpoint service or a VPC link, lets go of it some time after its own deletion.
        ctx.retry(
            "elbv2", "dependency", lambda: ctx.client("elbv2").delete_load_balancer(LoadBalancerArn=id), timeout=300
        )
        ctx.wait("elbv2", "LoadBalancersDeleted", 600, LoadBalancerArns=[id])

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        refused = set()
        before, after = _addresses(old), _addresses(new)
        if new.get("type") == "network":
            if absent(old.get("securityGroups")):
                refused.add("security_groups")
            if any(before[subnet] != after[subnet] for subnet in before.keys() & after.keys()):
                refused.add("subnet_mappings")
            fewer = new.get("secondaryIpsAutoAssignedPerSubnet")
            if isinstance(fewer, int) and fewer < old.get("secondaryIpsAutoAssignedPerSubnet", 0):
                refused.add("secondary_ips_auto_assigned_per_subnet")
        if new.get("type") == "gateway" and None not in after and before.keys() - after.keys():
            refused |= {"subnets", "subnet_mappings"}
        return frozenset(refused)

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        taken = {value for pair in _addresses(old).values() for value in pair if value is not None}
        wanted = {value for pair in _addresses(new).values() for value in pair if value is not None}
        return super().deletes_first(old, new, changed) or not taken.isdisjoint(wanted)

    def _set_attributes(self, ctx: Context, id: str, args: LoadBalancerArgs, names: Collection[str]) -> None:
        wanted = _attributes.texts(_ATTRIBUTES, args, names)
        for name, (key, _) in _LOGS.items():
            if name in names:
                wanted |= _log_texts(key, getattr(args, name))
        if wanted:
            ctx.client("elbv2").modify_load_balancer_attributes(
                LoadBalancerArn=id, Attributes=_attributes.listed(wanted)
            )

    def _set_security_groups(self, ctx: Context, id: str, groups: list[str] | None, enforce: bool | None) -> None:
        request: dict[str, Any] = {"LoadBalancerArn": id, "SecurityGroups": groups or []}
        if enforce is not None:
            request["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = "on" if enforce else "off"
        ctx.client("elbv2").set_security_groups(**request)


_FAMILIES = {
    "network": "network load balancers",
    "application": "application load balancers",
    "gateway": "gateway load balancers",
}
_ALL = frozenset(_FAMILIES)
_NETWORK = frozenset({"network"})
_APPLICATION = frozenset({"application"})
_BOTH = _NETWORK | _APPLICATION

# ELB API, LoadBalancerAttribute (2026-11-21).
_ATTRIBUTES = {
    "enable_deletion_protection": Attribute("deletion_protection.enabled", _ALL),
    "enable_cross_zone_load_balancing": Attribute("load_balancing.cross_zone.enabled", _ALL),
    "enable_zonal_shift": Attribute("zonal_shift.config.enabled", _BOTH),
    "deny_all_igw_traffic": Attribute("ipv6.deny_all_igw_traffic", _BOTH),
    "dns_record_client_routing_policy": Attribute("dns_record.client_routing_policy", _NETWORK, str),
    "secondary_ips_auto_assigned_per_subnet": Attribute("secondary_ips.auto_assigned.per_subnet", _NETWORK, int),
    "idle_timeout": Attribute("idle_timeout.timeout_seconds", _APPLICATION, int),
    "client_keep_alive": Attribute("client_keep_alive.seconds", _APPLICATION, int),
    "desync_mitigation_mode": Attribute("routing.http.desync_mitigation_mode", _APPLICATION, str),
    "drop_invalid_header_fields": Attribute("routing.http.drop_invalid_header_fields.enabled", _APPLICATION),
    "preserve_host_header": Attribute("routing.http.preserve_host_header.enabled", _APPLICATION),
    "enable_tls_version_and_cipher_suite_headers": Attribute(
        "routing.http.x_amzn_tls_version_and_cipher_suite.enabled", _APPLICATION
    ),
    "enable_xff_client_port": Attribute("routing.http.xff_client_port.enabled", _APPLICATION),
    "xff_header_processing_mode": Attribute("routing.http.xff_header_processing.mode", _APPLICATION, str),
    "enable_http2": Attribute("routing.http2.enabled", _APPLICATION),
    "enable_waf_fail_open": Attribute("waf.fail_open.enabled", _APPLICATION),
}
_LOGS = {
    "access_logs": ("access_logs.s3", _BOTH),
    "connection_logs": ("connection_logs.s3", _APPLICATION),
    "health_check_logs": ("health_check_logs.s3", _APPLICATION),
}
_MAPPING = {
    "subnet_id": "SubnetId",
    "private_ipv4_address": "PrivateIPv4Address",
    "allocation_id": "AllocationId",
    "ipv6_address": "IPv6Address",
    "source_nat_ipv6_prefix": "SourceNatIpv6Prefix",
}


def _placement(args: LoadBalancerArgs, always: bool = False) -> dict[str, Any]:
    request: dict[str, Any] = {}
    if args.subnet_mappings:
        request["SubnetMappings"] = [
            {api: getattr(each, name) for name, api in _MAPPING.items() if getattr(each, name) is not None}
            for each in args.subnet_mappings
        ]
    else:
        request["Subnets"] = args.subnets
    if args.type == "network" and (args.enable_prefix_for_ipv6_source_nat or always):
        request["EnablePrefixForIpv6SourceNat"] = "on" if args.enable_prefix_for_ipv6_source_nat else "off"
    return request


def _mappings(found: dict[str, Any], prior: LoadBalancerState | None) -> list[dict[str, Any]]:
    """The subnets with the addresses that were chosen in them.

    AWS names the IPv6 addresses and prefixes that it chose itself as well; those are left out.
    """
    asked = {each.subnet_id: each for each in (prior and prior.subnet_mappings) or []}
    mappings = []
    for zone in found["AvailabilityZones"]:
        subnet = zone["SubnetId"]
        mapping: dict[str, Any] = {"subnet_id": subnet}
        for address in zone.get("LoadBalancerAddresses") or []:
            mapping |= {name: address[api] for name, api in _MAPPING.items() if api in address}
        if zone.get("SourceNatIpv6Prefixes"):
            mapping["source_nat_ipv6_prefix"] = zone["SourceNatIpv6Prefixes"][0]
        for name in ("ipv6_address", "source_nat_ipv6_prefix"):
            asked_for = getattr(asked.get(subnet), name, None)
            if asked_for is None:
                mapping.pop(name, None)
            elif asked_for == "auto_assigned":
                mapping[name] = asked_for
        mappings.append(mapping)
    return sorted(mappings, key=lambda each: str(each["subnet_id"]))


def _addresses(inputs: Mapping[str, Any]) -> dict[Any, tuple[Any, Any]]:
    """The chosen addresses by subnet; the key ``None`` stands for subnets that are not known yet."""
    mappings, subnets = inputs.get("subnetMappings"), inputs.get("subnets")
    if isinstance(mappings, list) and mappings:
        rows = [each if isinstance(each, Mapping) else {} for each in mappings]
    else:
        rows = [{"subnetId": each} for each in subnets] if isinstance(subnets, list) else [{}]
    found: dict[Any, tuple[Any, Any]] = {}
    for row in rows:
        subnet, pair = row.get("subnetId"), (row.get("privateIpv4Address"), row.get("allocationId"))
        found[subnet if isinstance(subnet, str) and UNKNOWN not in pair else None] = pair
    found.update({None: (None, None)} if None in found else {})
    return found


def _switch(text: str | None) -> bool | None:
    return text == "on" if text else None


def _logs(found: Mapping[str, str], key: str, asked: LoadBalancerLogs | None) -> dict[str, Any] | None:
    enabled = found.get(f"{key}.enabled") == "true"
    if not enabled and asked is None:
        # AWS remembers the bucket of logs that were switched off.
        return None
    return {
        "bucket": found.get(f"{key}.bucket", ""),
        "prefix": found.get(f"{key}.prefix") or None,
        "enabled": enabled,
    }


def _log_texts(key: str, logs: LoadBalancerLogs | None) -> dict[str, str]:
    if logs is None:
        return {f"{key}.enabled": "false"}
    return {
        f"{key}.enabled": "true" if logs.enabled else "false",
        f"{key}.bucket": logs.bucket,
        f"{key}.prefix": logs.prefix or "",
    }
