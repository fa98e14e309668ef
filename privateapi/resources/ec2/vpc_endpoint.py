"""VPC endpoints (EC2 API: CreateVpcEndpoint, ModifyVpcEndpoint; AWS PrivateLink guide)."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import Ids, Ipv4Address, PolicyDocument, Region, canonical_policy
from privateapi.provider.markers import ChangesWith, Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.values import UNKNOWN, holds_unknown
from privateapi.resources.ec2._resource import Ec2Resource, tag_map

_SERVICE = re.compile(r"^(?:cn\.)?com\.amazonaws\.(?:vpce\.)?(?P<region>[a-z]{2}(?:-[a-z]+)+-\d+)\..+$")
_GATEWAY_SERVICES = ("s3", "dynamodb")
FULL_ACCESS = {"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}]}
"""The policy of an endpoint that was given none (PrivateLink guide, "Default endpoint policy")."""


class VpcEndpointSubnetConfiguration(Model):
    """The chosen address of an endpoint's network interface in one subnet."""

    subnet_id: str
    """Id of the subnet."""
    ipv4: Ipv4Address | None = None
    """IPv4 address inside the subnet; not one of the first four or the last."""
    ipv6: str | None = None
    """IPv6 address inside the subnet."""


class VpcEndpointDnsOptions(Model):
    """What the private names of an interface endpoint mean."""

    dns_record_ip_type: Literal["ipv4", "dualstack", "ipv6", "service-defined"] | None = None
    """Kinds of addresses in the answers."""
    private_dns_only_for_inbound_resolver_endpoint: bool | None = None
    """Whether private names are answered only to on-premises clients (S3)."""


class VpcEndpointDnsEntry(Model):
    """A DNS name of an interface endpoint."""

    dns_name: str
    """The name."""
    hosted_zone_id: str | None = None
    """Hosted zone id for alias records."""


def _by_subnet(configurations: list[VpcEndpointSubnetConfiguration]) -> list[VpcEndpointSubnetConfiguration]:
    return sorted(configurations, key=lambda each: str(each.subnet_id))


class VpcEndpointArgs(RegionalArgs, TaggedArgs):
    """Inputs of a VPC endpoint."""

    vpc_id: Annotated[str, Replaces()]
    """The VPC's id."""
    service_name: Annotated[str, Replaces()]
    """The service: ``com.amazonaws.us-east-1.execute-api``, or ``com.amazonaws.vpce.us-east-1.vpce-svc-0abc``."""
    service_region: Annotated[Region | None, Replaces(), Chosen()] = None
    """Region of the service, where it is another one than the endpoint's."""
    vpc_endpoint_type: Annotated[Literal["Interface", "Gateway", "GatewayLoadBalancer"], Replaces()] = "Interface"
    """Type of the endpoint."""
    subnet_ids: Ids | None = None
    """Subnets of an interface endpoint, at most one in each Availability Zone."""
    subnet_configurations: Annotated[
        list[VpcEndpointSubnetConfiguration] | None, AfterValidator(lambda found: found and _by_subnet(found)), Chosen()
    ] = None
    """Chosen addresses; with them, targets of a load balancer are known before the endpoint exists."""
    security_group_ids: Annotated[Ids | None, Chosen(), Field(max_length=5)] = None
    """Security groups of the network interfaces; left out, the VPC's default one."""
    route_table_ids: Ids | None = None
    """Route tables that get the route to a gateway endpoint."""
    private_dns_enabled: bool = False
    """Whether the service's own names mean the endpoint inside the VPC; one endpoint of a service in a VPC can."""
    policy: PolicyDocument | None = None
    """Endpoint policy; left out, full access."""
    ip_address_type: Annotated[Literal["ipv4", "dualstack", "ipv6"] | None, Chosen()] = None
    """Kinds of addresses of the network interfaces."""
    dns_options: Annotated[VpcEndpointDnsOptions | None, Chosen()] = None
    """What the private names mean."""

    def faults(self) -> Iterator[Fault]:
        yield from self._service_faults()
        if self.vpc_endpoint_type == "Gateway":
            for path, value in (
                ("subnetIds", self.subnet_ids),
                ("subnetConfigurations", self.subnet_configurations),
                ("securityGroupIds", self.security_group_ids),
            ):
                if not _unknown(value) and value:
                    yield Fault(path, "a Gateway endpoint has no network interfaces; it takes routeTableIds only")
            if self.private_dns_enabled is True:
                yield Fault("privateDnsEnabled", "true is for Interface endpoints; a Gateway endpoint has no DNS names")
        elif self.vpc_endpoint_type in ("Interface", "GatewayLoadBalancer"):
            if not _unknown(self.route_table_ids) and self.route_table_ids:
                yield Fault("routeTableIds", f"is for Gateway endpoints; this one is of type {self.vpc_endpoint_type}")
            if not _unknown(self.subnet_ids) and not self.subnet_ids:
                yield Fault(
                    "subnetIds",
                    f"is required: an endpoint of type {self.vpc_endpoint_type} has an interface in each subnet",
                )
            yield from self._address_faults()

    def _service_faults(self) -> Iterator[Fault]:
        if not isinstance(self.service_name, str):
            return
        found = _SERVICE.match(self.service_name)
        if found is None:
            if not self.service_name.startswith(("aws.", "com.amazonaws.", "cn.com.amazonaws.")):
                right = f"com.amazonaws.{self.region or 'us-east-1'}.execute-api"
                yield Fault("serviceName", f"{self.service_name!r} is not a service's name; write it as {right}")
            return
        if self.service_region is None and isinstance(self.region, str) and found["region"] != self.region:
            right = self.service_name.replace(found["region"], self.region)
            yield Fault(
                "serviceName",
                f"{self.service_name!r} is in {found['region']}, the endpoint in {self.region}; {right!r} would be "
                "right, or serviceRegion for a service that is offered across Regions",
            )
        if self.vpc_endpoint_type == "Gateway" and not self.service_name.endswith(_GATEWAY_SERVICES):
            yield Fault("vpcEndpointType", f"'Gateway' is for s3 and dynamodb; {self.service_name!r} takes 'Interface'")

    def _address_faults(self) -> Iterator[Fault]:
        configurations = self.subnet_configurations
        if not isinstance(configurations, list) or holds_unknown(self.subnet_ids):
            return
        seen: dict[str, int] = {}
        for index, each in enumerate(configurations):
            if not isinstance(each, VpcEndpointSubnetConfiguration):
                continue
            if isinstance(each.subnet_id, str) and each.subnet_id not in (self.subnet_ids or []):
                yield Fault(
                    f"subnetConfigurations[{index}].subnetId",
                    f"{each.subnet_id!r} is not among subnetIds; add it there",
                )
            if isinstance(each.ipv4, str):
                if each.ipv4 in seen:
                    yield Fault(
                        f"subnetConfigurations[{index}].ipv4",
                        f"{each.ipv4!r} is chosen for entry {seen[each.ipv4]} already; each interface needs its own",
                    )
                seen[each.ipv4] = index


class VpcEndpointState(VpcEndpointArgs, State):
    """A VPC endpoint."""

    vpc_endpoint_id: str
    """The endpoint's id."""
    arn: str
    """ARN."""
    state: str
    """State, such as ``available`` or, where the service's owner has to accept it, ``pendingAcceptance``."""
    network_interface_ids: Annotated[list[str] | None, ChangesWith("subnet_ids", "subnet_configurations")] = None
    """Network interfaces of an interface endpoint."""
    subnet_addresses: Annotated[dict[str, str] | None, ChangesWith("subnet_ids", "subnet_configurations")] = None
    """IPv4 address in each subnet, by subnet id."""
    addresses: Annotated[list[str] | None, ChangesWith("subnet_ids", "subnet_configurations")] = None
    """All IPv4 addresses, in ascending order."""
    dns_entries: Annotated[
        list[VpcEndpointDnsEntry] | None, ChangesWith("subnet_ids", "private_dns_enabled", "dns_options")
    ] = None
    """DNS names: the regional one, one for each zone, and the private ones."""
    requester_managed: bool | None = None
    """Whether a service of AWS manages it."""
    owner_id: str | None = None
    """Account that owns it."""


class VpcEndpoint(Ec2Resource[VpcEndpointArgs, VpcEndpointState]):
    """An endpoint in a VPC for a service of AWS or of another account."""

    noun = "EC2 VPC Endpoint"
    resource_type = "vpc-endpoint"
    id_prefix = "vpce-"

    def complete_inputs(self, name: str, values: dict[str, Any]) -> None:
        configurations = values.get("subnetConfigurations")
        if values.get("subnetIds") is None and isinstance(configurations, list):
            ids = [each.get("subnetId", each.get("subnet_id")) for each in configurations if isinstance(each, Mapping)]
            if ids and all(each is not None for each in ids):
                values["subnetIds"] = ids

    def deletes_first(self, old: Mapping[str, Any], new: Mapping[str, Any], changed: frozenset[str]) -> bool:
        """Two endpoints cannot share a chosen address, nor the private names of a service in one VPC."""
        if "vpc_id" in changed:
            return False
        private_names = old.get("privateDnsEnabled") is True and new.get("privateDnsEnabled") is True
        return bool(_chosen(old) & _chosen(new)) or (private_names and "service_name" not in changed)

    def create(self, ctx: Context, args: VpcEndpointArgs) -> str:
        request: dict[str, Any] = {
            "VpcId": args.vpc_id,
            "ServiceName": args.service_name,
            "VpcEndpointType": args.vpc_endpoint_type,
            "TagSpecifications": self.tag_specifications(ctx, args),
        }
        if args.service_region is not None:
            request["ServiceRegion"] = args.service_region
        if args.vpc_endpoint_type == "Gateway":
            request["RouteTableIds"] = args.route_table_ids or []
        else:
            request["SubnetIds"] = args.subnet_ids
            request["PrivateDnsEnabled"] = args.private_dns_enabled
            if args.security_group_ids:
                request["SecurityGroupIds"] = args.security_group_ids
            if args.subnet_configurations:
                request["SubnetConfigurations"] = _configurations(args.subnet_configurations)
        request |= _settings(args)
        if args.policy is not None:
            request["PolicyDocument"] = json.dumps(args.policy)
        ec2 = ctx.client("ec2")
        return str(
            ctx.retry("ec2", "eventual", lambda: ec2.create_vpc_endpoint(**request))["VpcEndpoint"]["VpcEndpointId"]
        )

    def complete(self, ctx: Context, id: str, args: VpcEndpointArgs) -> None:
        ctx.wait("ec2", "VpcEndpointReady", 600, VpcEndpointIds=[id])

    def read(self, ctx: Context, id: str, prior: VpcEndpointState | None) -> VpcEndpointState | None:
        ec2 = ctx.client("ec2")
        endpoint = ec2.describe_vpc_endpoints(VpcEndpointIds=[id])["VpcEndpoints"][0]
        if endpoint["State"].lower() in ("deleting", "deleted"):
            return None
        kind = endpoint["VpcEndpointType"]
        interfaces = endpoint.get("NetworkInterfaceIds") or []
        found = (
            ec2.describe_network_interfaces(NetworkInterfaceIds=interfaces)["NetworkInterfaces"] if interfaces else []
        )
        addresses = {each["SubnetId"]: each["PrivateIpAddress"] for each in found if each.get("PrivateIpAddress")}
        options = endpoint.get("DnsOptions") or {}
        policy = json.loads(endpoint["PolicyDocument"]) if endpoint.get("PolicyDocument") else None
        return self.state(
            region=ctx.region,
            tags=tag_map(endpoint.get("Tags")),
            vpc_id=endpoint["VpcId"],
            service_name=endpoint["ServiceName"],
            service_region=endpoint.get("ServiceRegion"),
            vpc_endpoint_type=kind,
            subnet_ids=endpoint.get("SubnetIds") or None,
            subnet_configurations=_read_configurations(addresses, prior),
            security_group_ids=[group["GroupId"] for group in endpoint.get("Groups", [])] or None,
            route_table_ids=endpoint.get("RouteTableIds") or None,
            private_dns_enabled=endpoint.get("PrivateDnsEnabled", False),
            policy=_own_policy(policy, prior),
            ip_address_type=endpoint.get("IpAddressType"),
            dns_options={
                "dnsRecordIpType": options.get("DnsRecordIpType"),
                "privateDnsOnlyForInboundResolverEndpoint": options.get("PrivateDnsOnlyForInboundResolverEndpoint"),
            }
            if options.get("DnsRecordIpType")
            else None,
            vpc_endpoint_id=id,
            arn=ctx.arn("ec2", f"vpc-endpoint/{id}"),
            state=endpoint["State"],
            network_interface_ids=sorted(interfaces) or None,
            subnet_addresses=addresses or None,
            addresses=sorted(addresses.values(), key=_number) or None,
            dns_entries=[
                {"dnsName": entry["DnsName"], "hostedZoneId": entry.get("HostedZoneId")}
                for entry in endpoint.get("DnsEntries", [])
            ]
            or None,
            requester_managed=endpoint.get("RequesterManaged"),
            owner_id=endpoint.get("OwnerId"),
        )

    def update(
        self, ctx: Context, id: str, old: VpcEndpointState, new: VpcEndpointArgs, changed: frozenset[str]
    ) -> None:
        request: dict[str, Any] = {}
        for name, stem in (
            ("subnet_ids", "SubnetIds"),
            ("security_group_ids", "SecurityGroupIds"),
            ("route_table_ids", "RouteTableIds"),
        ):
            if name in changed:
                before, after = set(getattr(old, name) or []), set(getattr(new, name) or [])
                request |= {f"Add{stem}": sorted(after - before), f"Remove{stem}": sorted(before - after)}
        if {"subnet_ids", "subnet_configurations"} & changed and new.subnet_configurations:
            there = old.subnet_addresses or {}
            moved = [each for each in new.subnet_configurations if there.get(each.subnet_id) != each.ipv4]
            request["SubnetConfigurations"] = _configurations(moved)
        if "private_dns_enabled" in changed:
            request["PrivateDnsEnabled"] = new.private_dns_enabled
        if "policy" in changed:
            request |= {"PolicyDocument": json.dumps(new.policy)} if new.policy is not None else {"ResetPolicy": True}
        request |= {key: value for key, value in _settings(new).items() if _FIELDS[key] in changed}
        request = {key: value for key, value in request.items() if value != []}
        if request:
            ctx.client("ec2").modify_vpc_endpoint(VpcEndpointId=id, **request)
            ctx.wait("ec2", "VpcEndpointReady", 600, VpcEndpointIds=[id])
        if "tags" in changed:
            self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: VpcEndpointState) -> None:
        answer = ctx.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[id])
        for failed in answer.get("Unsuccessful", []):
            error = failed.get("Error", {})
            if error.get("Code") not in ("InvalidVpcEndpoint.NotFound", "InvalidVpcEndpointId.NotFound"):
                raise RuntimeError(f"{error.get('Code')}: {error.get('Message')}")
        # Its network interfaces hold subnets and security groups until the endpoint is gone.
        ctx.wait("ec2", "VpcEndpointGone", 600, VpcEndpointIds=[id])


_FIELDS = {"IpAddressType": "ip_address_type", "DnsOptions": "dns_options"}


def _settings(args: VpcEndpointArgs) -> dict[str, Any]:
    settings: dict[str, Any] = {}
    if args.ip_address_type is not None:
        settings["IpAddressType"] = args.ip_address_type
    if args.dns_options is not None:
        options = {
            "DnsRecordIpType": args.dns_options.dns_record_ip_type,
            "PrivateDnsOnlyForInboundResolverEndpoint": args.dns_options.private_dns_only_for_inbound_resolver_endpoint,
        }
        settings["DnsOptions"] = {key: value for key, value in options.items() if value is not None}
    return settings


def _configurations(configurations: list[VpcEndpointSubnetConfiguration]) -> list[dict[str, str]]:
    return [
        {
            key: value
            for key, value in (("SubnetId", each.subnet_id), ("Ipv4", each.ipv4), ("Ipv6", each.ipv6))
            if value is not None
        }
        for each in configurations
    ]


def _read_configurations(addresses: Mapping[str, str], prior: VpcEndpointState | None) -> list[dict[str, Any]] | None:
    """The chosen addresses as they are now; AWS does not say which were chosen, so an import takes all for chosen."""
    if prior is not None and not prior.subnet_configurations:
        return None
    ipv6 = {each.subnet_id: each.ipv6 for each in (prior.subnet_configurations if prior else None) or []}
    return [
        {"subnetId": subnet, "ipv4": address, "ipv6": ipv6.get(subnet)} for subnet, address in sorted(addresses.items())
    ] or None


def _own_policy(policy: dict[str, Any] | None, prior: VpcEndpointState | None) -> dict[str, Any] | None:
    declared = prior is not None and prior.policy is not None
    if policy is None or declared:
        return policy
    bare = {key: value for key, value in policy.items() if key != "Version"}
    return None if canonical_policy(bare) == canonical_policy(FULL_ACCESS) else policy


def _unknown(value: object) -> bool:
    return value is UNKNOWN


def _chosen(inputs: Mapping[str, Any]) -> set[str]:
    configurations = inputs.get("subnetConfigurations")
    found = configurations if isinstance(configurations, list) else []
    addresses = (each.get("ipv4") for each in found if isinstance(each, Mapping))
    return {address for address in addresses if isinstance(address, str)}


def _number(address: str) -> tuple[int, ...]:
    return tuple(int(part) for part in address.split("."))
