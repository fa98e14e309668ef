"""VPC endpoints (EC2 API: CreateVpcEndpoint, ModifyVpcEndpoint)."""

import ipaddress
import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator

from privateapi.provider.changes import absent
from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, Ipv4Address, Ipv6Address, PolicyDocument, Region, aws_regions
from privateapi.provider.markers import ChangesWith, Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.policy_document import policy_faults
from privateapi.provider.resource import tag_map
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.ec2._resource import Ec2Resource

GATEWAY_SERVICES = ("dynamodb", "s3", "s3express")
"""Services with gateway endpoints (AWS PrivateLink Guide, "Gateway endpoints")."""
BOTH_KINDS = ("dynamodb", "s3")
"""Services with gateway and interface endpoints, whose private names can be for inbound Resolver endpoints only."""
TIMEOUT = 900.0
"""Seconds in which an endpoint becomes available or is gone; interfaces take some minutes."""


def _service_name(value: str) -> str:
    if not re.fullmatch(r"(cn\.)?com\.amazonaws(\.[a-z0-9-]+)+|aws(\.[a-z0-9-]+){2,}", value):
        right = "com.amazonaws.us-east-1.execute-api or com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
        raise ValueError(f"{value!r} is not the name of an endpoint service; write it as {right}")
    if ".vpce." in value and not re.fullmatch(r"(cn\.)?com\.amazonaws\.vpce\.[a-z0-9-]+\.vpce-svc-[0-9a-f]+", value):
        right = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
        raise ValueError(f"{value!r} does not name an endpoint service by its id; write it as {right}")
    return value


class VpcEndpointSubnetConfiguration(Model):
    """Chosen addresses of an endpoint's network interface in one subnet."""

    subnet_id: str
    """The subnet's id."""
    ipv4: Annotated[Ipv4Address | None, Chosen()] = None
    """The IPv4 address, free and inside the subnet; AWS keeps its first four addresses and the last one."""
    ipv6: Annotated[Ipv6Address | None, Chosen()] = None
    """The IPv6 address, free and inside the subnet's IPv6 block."""


class VpcEndpointDnsOptions(Model):
    """The DNS records of an endpoint."""

    dns_record_ip_type: Annotated[Literal["ipv4", "dualstack", "ipv6", "service-defined"] | None, Chosen()] = None
    """Which kinds of addresses the endpoint's names are answered with."""
    private_dns_only_for_inbound_resolver_endpoint: Annotated[bool | None, Chosen()] = None
    """Whether the service's own names lead to this endpoint only for on-premises clients, who ask through an inbound
    Resolver endpoint; clients in the VPC go through the gateway endpoint. For S3 and DynamoDB."""


class VpcEndpointDnsEntry(Model):
    """A DNS name of an endpoint."""

    dns_name: str
    """The name; the first is the Regional one, then one for each Availability Zone, then the service's own."""
    hosted_zone_id: str | None = None
    """The zone of the name, for alias records."""


def _in_order(configurations: list[VpcEndpointSubnetConfiguration]) -> list[VpcEndpointSubnetConfiguration]:
    ids = [each.subnet_id for each in configurations if isinstance(each, VpcEndpointSubnetConfiguration)]
    if len(ids) < len(configurations) or holds_unknown(ids):
        return configurations
    return sorted(configurations, key=lambda each: each.subnet_id)


class VpcEndpointArgs(RegionalArgs, TaggedArgs):
    """Inputs of a VPC endpoint."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    service_name: Annotated[Annotated[str, AfterValidator(_service_name)], Replaces()]
    """The service: ``com.amazonaws.us-east-1.execute-api``, or an endpoint service by its id,
    ``com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0``."""
    service_region: Annotated[Region | None, Replaces(), Chosen()] = None
    """The Region of the service, if it is not the endpoint's."""
    vpc_endpoint_type: Annotated[Literal["Gateway", "GatewayLoadBalancer", "Interface"], Replaces()] = "Gateway"
    """``Interface`` for network interfaces with addresses in subnets, ``Gateway`` for routes (S3 and DynamoDB),
    ``GatewayLoadBalancer`` for appliances behind a Gateway Load Balancer."""
    subnet_ids: Ids | None = None
    """The subnets of the network interfaces, in different Availability Zones; left out, subnetConfigurations' ones."""
    subnet_configurations: Annotated[
        Annotated[list[VpcEndpointSubnetConfiguration], AfterValidator(_in_order)] | None, Chosen()
    ] = None
    """Chosen addresses, one entry for each subnet that has them; another address makes a new network interface."""
    security_group_ids: Annotated[Ids | None, Chosen()] = None
    """The security groups of the network interfaces; left out, the VPC's default group."""
    private_dns_enabled: Annotated[bool | None, Chosen()] = None
    """Whether the service's own names lead to the endpoint in the whole VPC; needs both DNS attributes of the VPC."""
    policy: Annotated[PolicyDocument | None, Chosen()] = None
    """Who may do what through the endpoint; left out, everybody everything."""
    route_table_ids: Ids | None = None
    """The route tables that get the routes of a gateway endpoint."""
    ip_address_type: Annotated[Literal["ipv4", "dualstack", "ipv6"] | None, Chosen()] = None
    """Which addresses the network interfaces have."""
    dns_options: Annotated[VpcEndpointDnsOptions | None, Chosen()] = None
    """The DNS records of the endpoint."""

    def faults(self) -> Iterator[Fault]:
        yield from self._service_faults()
        yield from self._kind_faults()
        yield from self._subnet_faults()
        if self.policy is not None:
            yield from policy_faults("policy", self.policy, "resource")

    def _service_faults(self) -> Iterator[Fault]:
        if not isinstance(self.service_name, str):
            return
        named = _region_of(self.service_name)
        region = self.region if self.service_region is None else self.service_region
        if isinstance(region, str) and named is not None and named != region:
            right = f"{self.service_name.replace(named, region)} would be right"
            if named not in aws_regions():
                reason = f"names {named!r}, which is not an AWS Region; {right}"
            elif self.service_region is not None:
                reason = f"is a service of {named!r}, but serviceRegion is {region!r}; {right}"
            else:
                reason = f"is a service of {named!r}, not of {region!r}; {right}, or serviceRegion {named!r}"
            yield Fault("serviceName", f"{self.service_name!r} {reason}")
        service = self.service_name.rpartition(".")[2]
        if self.vpc_endpoint_type == "Gateway" and service not in GATEWAY_SERVICES:
            reason = f"'Gateway' endpoints are for {', '.join(GATEWAY_SERVICES)}; {service!r} needs 'Interface'"
            yield Fault("vpcEndpointType", reason)
        options = self.dns_options
        if isinstance(options, VpcEndpointDnsOptions) and service not in BOTH_KINDS:
            if options.private_dns_only_for_inbound_resolver_endpoint is True:
                path = "dnsOptions.privateDnsOnlyForInboundResolverEndpoint"
                yield Fault(path, f"true is for services with both kinds of endpoints, {' and '.join(BOTH_KINDS)}")

    def _kind_faults(self) -> Iterator[Fault]:
        for kinds, wire, given in (
            (("Interface", "GatewayLoadBalancer"), "subnetIds", self.subnet_ids),
            (("Interface", "GatewayLoadBalancer"), "subnetConfigurations", self.subnet_configurations),
            (("Interface",), "securityGroupIds", self.security_group_ids),
            (
                ("Interface",),
                "privateDnsEnabled",
                None if self.private_dns_enabled is False else self.private_dns_enabled,
            ),
            (("Interface", "Gateway"), "policy", self.policy),
            (("Gateway",), "routeTableIds", self.route_table_ids),
        ):
            if given is not None and isinstance(self.vpc_endpoint_type, str) and self.vpc_endpoint_type not in kinds:
                allowed = " or ".join(repr(kind) for kind in kinds)
                yield Fault(wire, f"is for vpcEndpointType {allowed}; this endpoint's is {self.vpc_endpoint_type!r}")

    def _subnet_faults(self) -> Iterator[Fault]:
        subnets = self.subnet_configurations if self.subnet_ids is None else self.subnet_ids
        if self.vpc_endpoint_type in ("Interface", "GatewayLoadBalancer") and absent(subnets):
            yield Fault("subnetIds", f"is required with {self.vpc_endpoint_type!r}; give subnets in one zone or more")
        if self.vpc_endpoint_type == "GatewayLoadBalancer" and isinstance(self.subnet_ids, list):
            if len(self.subnet_ids) > 1:
                reason = f"{len(self.subnet_ids)} subnets; a Gateway Load Balancer endpoint has one"
                yield Fault("subnetIds", reason)
        configurations = self.subnet_configurations
        if not isinstance(configurations, list):
            return
        seen: dict[tuple[str, str], int] = {}
        for index, each in enumerate(configurations):
            if isinstance(each, VpcEndpointSubnetConfiguration):
                yield from self._configuration_faults(f"subnetConfigurations[{index}]", each)
                for wire in ("subnet_id", "ipv4", "ipv6"):
                    value = getattr(each, wire)
                    first = seen.setdefault((wire, value), index) if isinstance(value, str) else index
                    if first != index:
                        path = f"subnetConfigurations[{index}].{'subnetId' if wire == 'subnet_id' else wire}"
                        yield Fault(
                            path, f"{value!r} is in subnetConfigurations[{first}] as well; each is for one entry"
                        )

    def _configuration_faults(self, path: str, each: VpcEndpointSubnetConfiguration) -> Iterator[Fault]:
        known = isinstance(self.subnet_ids, list) and not holds_unknown(self.subnet_ids)
        if known and isinstance(each.subnet_id, str) and each.subnet_id not in (self.subnet_ids or []):
            yield Fault(f"{path}.subnetId", f"{each.subnet_id!r} is not in subnetIds; add it there")
        if each.ipv4 is None and self.ip_address_type in ("ipv4", "dualstack"):
            yield Fault(f"{path}.ipv4", f"is required with ipAddressType {self.ip_address_type!r}")
        if each.ipv6 is None and self.ip_address_type in ("ipv6", "dualstack"):
            yield Fault(f"{path}.ipv6", f"is required with ipAddressType {self.ip_address_type!r}")
        if each.ipv4 is None and each.ipv6 is None and self.ip_address_type is None:
            yield Fault(f"{path}.ipv4", "is required; leave the entry out to let AWS choose the address")


def _region_of(service_name: str) -> str | None:
    """The Region in the name of a service; some services (S3 multi-region access points) have none."""
    parts = service_name.split(".")
    found = (part for part in parts if part in aws_regions() or re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d+", part))
    return next(found, None)


class VpcEndpointState(VpcEndpointArgs, State):
    """A VPC endpoint."""

    vpc_endpoint_id: str
    """The endpoint's id."""
    arn: str
    """ARN."""
    state: str
    """``available``, or ``pendingAcceptance`` while the owner of the service has not accepted it."""
    addresses: Annotated[list[str] | None, ChangesWith("subnet_ids", "subnet_configurations", "ip_address_type")] = None
    """The IPv4 addresses of the network interfaces, the lowest first; known in a preview if all of them are chosen."""
    subnet_addresses: Annotated[
        dict[str, str] | None, ChangesWith("subnet_ids", "subnet_configurations", "ip_address_type")
    ] = None
    """The IPv4 addresses by subnet id."""
    network_interface_ids: Annotated[list[str] | None, ChangesWith("subnet_ids", "subnet_configurations")] = None
    """Ids of the network interfaces, sorted."""
    dns_entries: Annotated[
        list[VpcEndpointDnsEntry] | None,
        ChangesWith("subnet_ids", "private_dns_enabled", "ip_address_type", "dns_options"),
    ] = None
    """The DNS names, the Regional one first."""
    dns_name: str | None = None
    """The Regional DNS name."""
    hosted_zone_id: str | None = None
    """The zone of the Regional DNS name, for alias records."""
    prefix_list_id: str | None = None
    """The prefix list of a gateway endpoint's service, for security group rules."""
    requester_managed: bool | None = None
    """Whether an AWS service made and manages the endpoint."""
    owner_id: str | None = None
    """Account that owns the endpoint."""


class VpcEndpoint(Ec2Resource[VpcEndpointArgs, VpcEndpointState]):
    """An endpoint through which a VPC reaches a service: interface, gateway or Gateway Load Balancer."""

    noun = "EC2 VPC Endpoint"
    resource_type = "vpc-endpoint"
    id_prefix = "vpce-"

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        configurations = values.get("subnetConfigurations")
        if values.get("subnetIds") is None and isinstance(configurations, list):
            ids = [each.get("subnetId") if isinstance(each, Mapping) else None for each in configurations]
            if ids and None not in ids:
                values["subnetIds"] = ids

    def known_outputs(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        configurations, subnets = inputs.get("subnetConfigurations"), inputs.get("subnetIds")
        if not isinstance(configurations, list) or not isinstance(subnets, list) or len(configurations) < len(subnets):
            return {}
        chosen = [each.get("ipv4") if isinstance(each, Mapping) else None for each in configurations]
        if not all(isinstance(address, str) for address in chosen):
            return {}
        known: dict[str, Any] = {"addresses": _ascending(chosen)}
        if not holds_unknown(configurations):
            known["subnetAddresses"] = {each["subnetId"]: each["ipv4"] for each in configurations}
        return known

    def create(self, ctx: Context, args: VpcEndpointArgs) -> str:
        given = {
            "ServiceRegion": args.service_region,
            "SubnetIds": args.subnet_ids,
            "SubnetConfigurations": [_configuration(each) for each in args.subnet_configurations or []],
            "SecurityGroupIds": args.security_group_ids,
            "PrivateDnsEnabled": args.private_dns_enabled,
            "PolicyDocument": None if args.policy is None else json.dumps(args.policy),
            "RouteTableIds": args.route_table_ids,
            "IpAddressType": args.ip_address_type,
            "DnsOptions": _dns_options(args.dns_options),
            "TagSpecifications": self.tag_specifications(ctx, args),
        }
        request = {name: value for name, value in given.items() if value is not None and value != []}
        # Subnets and groups may have been made a moment ago.
        answer = ctx.retry(
            "ec2",
            "eventual",
            lambda: ctx.client("ec2").create_vpc_endpoint(
                VpcId=args.vpc_id, ServiceName=args.service_name, VpcEndpointType=args.vpc_endpoint_type, **request
            ),
            60.0,
        )
        return str(answer["VpcEndpoint"]["VpcEndpointId"])

    def complete(self, ctx: Context, id: str, args: VpcEndpointArgs) -> None:
        ctx.wait("ec2", "VpcEndpointReady", TIMEOUT, VpcEndpointIds=[id])

    def read(self, ctx: Context, id: str, prior: VpcEndpointState | None) -> VpcEndpointState | None:
        endpoint = ctx.client("ec2").describe_vpc_endpoints(VpcEndpointIds=[id])["VpcEndpoints"][0]
        if endpoint["State"].lower() in ("deleting", "deleted"):
            return None
        interfaces = self._interfaces(ctx, endpoint.get("NetworkInterfaceIds", []))
        by_subnet = {each["SubnetId"]: each["PrivateIpAddress"] for each in interfaces if each.get("PrivateIpAddress")}
        entries = [
            {"dns_name": each.get("DnsName"), "hosted_zone_id": each.get("HostedZoneId")}
            for each in endpoint.get("DnsEntries", [])
        ]
        first = entries[0] if entries else {}
        kind = endpoint.get("VpcEndpointType", "Gateway")
        policy = endpoint.get("PolicyDocument")
        return self.state(
            region=ctx.region,
            tags=tag_map(endpoint.get("Tags")),
            vpc_id=endpoint["VpcId"],
            service_name=endpoint["ServiceName"],
            service_region=endpoint.get("ServiceRegion"),
            vpc_endpoint_type=kind,
            subnet_ids=endpoint.get("SubnetIds") or None,
            subnet_configurations=_configurations(interfaces, prior),
            security_group_ids=[each["GroupId"] for each in endpoint.get("Groups", [])] or None,
            private_dns_enabled=endpoint.get("PrivateDnsEnabled", False) if kind == "Interface" else None,
            policy=json.loads(policy) if policy and kind != "GatewayLoadBalancer" else None,
            route_table_ids=endpoint.get("RouteTableIds") or None,
            ip_address_type=endpoint.get("IpAddressType"),
            dns_options=_found_dns_options(endpoint.get("DnsOptions")),
            vpc_endpoint_id=id,
            arn=ctx.arn("ec2", f"vpc-endpoint/{id}"),
            state=endpoint["State"],
            addresses=_ascending(by_subnet.values()) or None,
            subnet_addresses=by_subnet or None,
            network_interface_ids=sorted(endpoint.get("NetworkInterfaceIds", [])) or None,
            dns_entries=entries or None,
            dns_name=first.get("dns_name"),
            hosted_zone_id=first.get("hosted_zone_id"),
            prefix_list_id=self._prefix_list(ctx, endpoint["ServiceName"]) if kind == "Gateway" else None,
            requester_managed=endpoint.get("RequesterManaged"),
            owner_id=endpoint.get("OwnerId"),
        )

    def update(
        self, ctx: Context, id: str, old: VpcEndpointState, new: VpcEndpointArgs, changed: frozenset[str]
    ) -> None:
        change = _changes(old, new, changed)
        if change:
            ctx.client("ec2").modify_vpc_endpoint(VpcEndpointId=id, **change)
            ctx.wait("ec2", "VpcEndpointReady", TIMEOUT, VpcEndpointIds=[id])
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: VpcEndpointState) -> None:
        for failure in ctx.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[id]).get("Unsuccessful", []):
            raise ClientError({"Error": failure["Error"]}, "DeleteVpcEndpoints")
        # Its network interfaces hold subnets and security groups until the endpoint itself is gone.
        ctx.wait("ec2", "VpcEndpointDeleted", TIMEOUT, VpcEndpointIds=[id])

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        if changed & {"vpc_id", "region"}:
            return False
        if _chosen(old) & _chosen(new):
            return True
        # A route table has the routes of a service once, and a VPC its private names.
        if changed & {"service_name", "vpc_endpoint_type"} or new.get("vpcEndpointType") == "GatewayLoadBalancer":
            return False
        return old.get("privateDnsEnabled") is not False and new.get("privateDnsEnabled") is not False

    def also_replaces(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> frozenset[str]:
        if new.get("vpcEndpointType") == "GatewayLoadBalancer":
            return frozenset({"subnet_ids", "subnet_configurations"})
        return frozenset()

    def _interfaces(self, ctx: Context, ids: list[str]) -> list[dict[str, Any]]:
        if not ids:
            return []
        # By filter: an interface that is gone is then left out, and no error.
        filters = [{"Name": "network-interface-id", "Values": ids}]
        found = ctx.client("ec2").describe_network_interfaces(Filters=filters)["NetworkInterfaces"]
        return sorted(found, key=lambda each: str(each["SubnetId"]))

    def _prefix_list(self, ctx: Context, service_name: str) -> str | None:
        filters = [{"Name": "prefix-list-name", "Values": [service_name]}]
        found = ctx.client("ec2").describe_prefix_lists(Filters=filters)["PrefixLists"]
        return found[0]["PrefixListId"] if found else None


def _ascending(addresses: Any) -> list[str]:
    return sorted(addresses, key=ipaddress.IPv4Address)


def _configuration(each: VpcEndpointSubnetConfiguration) -> dict[str, str]:
    given = {"SubnetId": each.subnet_id, "Ipv4": each.ipv4, "Ipv6": each.ipv6}
    return {name: value for name, value in given.items() if value is not None}


def _configurations(interfaces: list[dict[str, Any]], prior: VpcEndpointState | None) -> list[dict[str, Any]] | None:
    """The addresses in the subnets whose addresses were chosen; in an import of all."""
    chosen = prior.subnet_configurations if prior is not None else None
    subnets = {each.subnet_id for each in chosen or [] if isinstance(each, VpcEndpointSubnetConfiguration)}
    found = [
        {"subnet_id": each["SubnetId"], "ipv4": each.get("PrivateIpAddress"), "ipv6": _ipv6_of(each)}
        for each in interfaces
        if not subnets or each["SubnetId"] in subnets
    ]
    return found or None


def _ipv6_of(interface: dict[str, Any]) -> str | None:
    addresses = [each["Ipv6Address"] for each in interface.get("Ipv6Addresses", [])]
    return addresses[0] if addresses else interface.get("Ipv6Address")


def _dns_options(options: VpcEndpointDnsOptions | None) -> dict[str, Any] | None:
    if options is None:
        return None
    given = {
        "DnsRecordIpType": options.dns_record_ip_type,
        "PrivateDnsOnlyForInboundResolverEndpoint": options.private_dns_only_for_inbound_resolver_endpoint,
    }
    return {name: value for name, value in given.items() if value is not None}


def _found_dns_options(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not found:
        return None
    return {
        "dns_record_ip_type": found.get("DnsRecordIpType"),
        "private_dns_only_for_inbound_resolver_endpoint": found.get("PrivateDnsOnlyForInboundResolverEndpoint"),
    }


def _changes(old: VpcEndpointState, new: VpcEndpointArgs, changed: frozenset[str]) -> dict[str, Any]:
    change: dict[str, Any] = {}
    for name, api in _LISTS.items():
        if name in changed:
            before, after = set(getattr(old, name) or []), set(getattr(new, name) or [])
            change |= {f"Add{api}": sorted(after - before), f"Remove{api}": sorted(before - after)}
    if "subnet_configurations" in changed:
        # An address that is named makes a new network interface, even if it is the old one.
        before_by_subnet = {each.subnet_id: each for each in old.subnet_configurations or []}
        change["SubnetConfigurations"] = [
            _configuration(each)
            for each in new.subnet_configurations or []
            if not _covers(before_by_subnet.get(each.subnet_id), each)
        ]
    if "policy" in changed:
        change["PolicyDocument"] = json.dumps(new.policy)
    if "private_dns_enabled" in changed:
        change["PrivateDnsEnabled"] = new.private_dns_enabled
    if "ip_address_type" in changed:
        change["IpAddressType"] = new.ip_address_type
    if "dns_options" in changed:
        change["DnsOptions"] = _dns_options(new.dns_options)
    return {name: value for name, value in change.items() if value != []}


def _covers(before: VpcEndpointSubnetConfiguration | None, after: VpcEndpointSubnetConfiguration) -> bool:
    return before is not None and all(
        getattr(after, name) in (None, getattr(before, name)) for name in ("ipv4", "ipv6")
    )


def _chosen(inputs: Mapping[str, Any]) -> set[str]:
    configurations = inputs.get("subnetConfigurations")
    each = [item for item in configurations if isinstance(item, Mapping)] if isinstance(configurations, list) else []
    return {str(item[wire]) for item in each for wire in ("ipv4", "ipv6") if item.get(wire) not in (None, UNKNOWN)}


_LISTS = {
    "route_table_ids": "RouteTableIds",
    "subnet_ids": "SubnetIds",
    "security_group_ids": "SecurityGroupIds",
}
