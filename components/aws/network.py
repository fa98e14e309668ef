"""Network: a VPC with private subnets over zones, or the ids of an existing one."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

import pulumi

from privateapi.rules.aws_cidr.subnet_block import SubnetBlock
from privateapi.rules.aws_cidr.subnet_inside_vpc import SubnetInsideVpc
from privateapi.rules.aws_cidr.subnet_overlap import SubnetOverlap
from privateapi.rules.aws_cidr.vpc_block import VpcBlock
from privateapi.rules.aws_multi_region.explicit_region import ExplicitRegion
from privateapi.sdk import ec2, iam, logs
from privateapi.topology.address_plan import RESERVED_FIRST, RESERVED_LAST
from privateapi.topology.cidr import Cidr, CidrError, parse_address, parse_cidr
from privateapi.topology.model import Origin, Subnet, Vpc
from privateapi.topology.values import UNKNOWN, Known, Ref

from ..design import ComponentDesign, references, stated
from ..errors import ComponentError
from .address_plan import RegionPlan, SubnetPlan
from .component import Component
from .trust import trust

FlowLogDestination = Literal["cloud-watch-logs", "s3", "none"]


@dataclass(frozen=True)
class NetworkSubnet:
    """A subnet: its id, its CIDR block and its Availability Zone."""

    id: pulumi.Input[str]
    cidr: str
    zone: str

    def takes(self, host: Cidr) -> bool:
        """Whether an address may be chosen in it: AWS keeps the first four and the last one."""
        block = parse_cidr(self.cidr)
        return block.contains(host) and RESERVED_FIRST <= host.first - block.first < block.size - RESERVED_LAST

    @property
    def free(self) -> str:
        """The addresses that may be chosen, for errors: `10.0.0.4 to 10.0.0.254`."""
        block = parse_cidr(self.cidr)
        return f"{block.address(RESERVED_FIRST)} to {block.address(-1 - RESERVED_LAST)}"


@dataclass(frozen=True)
class ExistingNetwork:
    """A VPC that is there already and stays as it is; routes to other regions are added to its route tables.

    Args:
        vpc_id: id of the VPC; its DNS support and DNS host names must be on.
        cidr: its IPv4 block.
        subnets: private subnets, one for each zone.
        route_table_ids: route tables of the subnets that reach other regions.
        transit_subnets: subnets of the transit gateway attachment; left out, the private subnets.
    """

    vpc_id: str
    cidr: str
    subnets: Sequence[NetworkSubnet]
    route_table_ids: Sequence[str]
    transit_subnets: Sequence[NetworkSubnet] = field(default_factory=tuple)


@dataclass(frozen=True)
class FlowLogs:
    """Where the traffic of a VPC is recorded.

    Args:
        destination: ``cloud-watch-logs`` for a log group of the VPC's own, ``s3`` for a bucket that is there and whose
            policy lets ``delivery.logs.amazonaws.com`` write, ``none`` for no record.
        retention_days: for how many days the log group keeps records; a number that CloudWatch Logs takes.
        bucket_arn: ARN of the bucket; a folder may follow, as in ``arn:aws:s3:::logs/vpc``.
    """

    destination: FlowLogDestination = "cloud-watch-logs"
    retention_days: int = 30
    bucket_arn: pulumi.Input[str] | None = None

    def faults(self, path: str) -> list[str]:
        """What is wrong with it; ``path`` is where it is given."""
        if self.destination not in get_args(FlowLogDestination):
            right = ", ".join(map(repr, get_args(FlowLogDestination)))
            return [f"{path}.destination: {self.destination!r} is no destination; there are {right}"]
        if self.destination == "s3" and self.bucket_arn is None:
            return [f"{path}.bucketArn: is required with destination 's3'; arn:aws:s3:::logs would be one"]
        if self.destination != "s3" and self.bucket_arn is not None:
            return [f"{path}.bucketArn: is for destination 's3'; the destination is {self.destination!r}"]
        return []


# Those that need more than the network are left to the policy packs.
RULES = (VpcBlock(), SubnetBlock(), SubnetInsideVpc(), SubnetOverlap())


class NetworkDesign(ComponentDesign):
    """The VPC and the subnets of a network, as its rules see them and those of what stands in it."""

    def __init__(self, name: str, region: str, zones: Sequence[str], network: RegionPlan | ExistingNetwork) -> None:
        super().__init__("Network", name)
        self._region = Known(region)
        if isinstance(network, ExistingNetwork):
            self.node = Vpc(
                origin=self.origin("existing.cidr"),
                name=network.vpc_id,
                id=Known(network.vpc_id),
                region=self._region,
                cidr_block=Known(network.cidr),
            )
        else:
            self.node = Vpc(
                origin=self.origin("plan.vpcCidr"), name=name, region=self._region, cidr_block=Known(network.vpc_cidr)
            )
        self.vpc = self.add(self.node)
        if isinstance(network, ExistingNetwork):
            private = [
                self._subnet(f"existing.subnets[{index}].cidr", "", each) for index, each in enumerate(network.subnets)
            ]
            transit = [
                # A subnet may be of both kinds.
                private[network.subnets.index(each)]
                if each in network.subnets
                else self._subnet(f"existing.transitSubnets[{index}].cidr", "", each)
                for index, each in enumerate(network.transit_subnets)
            ]
        else:
            private, _, transit = (
                [
                    self._subnet(
                        f"plan.{key}[{index}]",
                        f"{name} {key}[{index}]",
                        NetworkSubnet("", each.cidr, zones[each.zone_index]),
                    )
                    for index, each in enumerate(subnets)
                ]
                for key, subnets in (
                    ("subnets", network.subnets),
                    ("clientSubnets", network.client_subnets),
                    ("transitSubnets", network.transit_subnets),
                )
            )
        self.subnets = references(private)
        self.transit_subnets = references(transit or private)

    def vpc_at(self, origin: Origin) -> Vpc:
        """The VPC as an argument of another component, to be added to that one's design.

        It is referred to by its key, for this design has a VPC of that id too.
        """
        return replace(self.node, origin=origin, id=UNKNOWN)

    def _subnet(self, path: str, name: str, subnet: NetworkSubnet) -> Ref:
        return self.add(
            Subnet(
                origin=self.origin(path),
                name=name,
                id=stated(subnet.id) if subnet.id != "" else UNKNOWN,
                region=self._region,
                vpc=self.vpc,
                cidr_block=Known(subnet.cidr),
                availability_zone=Known(subnet.zone),
            )
        )


class Network(Component):
    """The VPC of one region: private subnets, optional client subnets and transit gateway subnets, route tables.

    A private subnet has no route to the internet. Transit gateway attachments get small subnets of their own, as AWS
    advises (Transit gateway design best practices), so that their interfaces never take a chosen address.

    The traffic of a new VPC is recorded. The role that writes the records is the VPC's own, though IAM has no Regions:
    it may write to this VPC's log group only, and a VPC that comes or goes changes nothing of another one's role.

    Args:
        region: AWS Region.
        plan: the region's blocks out of an :class:`AddressPlan`.
        zones: Availability Zones by name, as many as the plan has; left out, the first ones by letter.
        existing: use this VPC instead of creating one.
        flow_logs: where traffic is recorded; left out, that of a new VPC in a log group, that of an existing one where
            its owner has it recorded.
        tags: tags of everything created.

    Raises:
        ComponentError: the zones do not fit the plan or the region, the existing subnets the VPC, or the bucket the
            destination of flow logs.
    """

    def __init__(
        self,
        name: str,
        opts: pulumi.ResourceOptions | None = None,
        *,
        region: str,
        plan: RegionPlan | None = None,
        zones: Sequence[str] | None = None,
        existing: ExistingNetwork | None = None,
        flow_logs: FlowLogs | None = None,
        tags: Mapping[str, str] | None = None,
    ) -> None:
        if (plan is None) == (existing is None):
            raise ComponentError("Network", name, "give either plan (a new VPC) or existing (the ids of one)")
        if plan is not None:
            cidr, names = plan.vpc_cidr, _zones(name, region, zones, len(plan.subnets))
            design, faults = NetworkDesign(name, region, names, plan), []
        else:
            assert existing is not None
            cidr, names = existing.cidr, [subnet.zone for subnet in existing.subnets]
            design, faults = NetworkDesign(name, region, names, existing), _existing_faults(name, region, existing)
        if flow_logs is None:
            flow_logs = FlowLogs() if existing is None else FlowLogs("none")
        faults += [*design.faults(RULES), *flow_logs.faults("flowLogs")]
        if faults:
            raise ComponentError("Network", name, *faults)
        super().__init__(
            name,
            {
                "region": region,
                "cidrBlock": cidr,
                "zones": names,
                "subnets": [each.cidr for each in (plan.subnets if plan else existing.subnets if existing else ())],
                "vpcId": existing.vpc_id if existing else None,
                "flowLogs": flow_logs.destination,
            },
            opts,
            tags,
        )
        # The SDK makes attributes of a component's inputs that depend on the component; plain ones replace them.
        self.region, self.cidr, self.zones, self.design = region, cidr, names, design
        if plan is not None:
            self._create(plan)
        elif existing is not None:
            self._adopt(existing)
        if flow_logs.destination != "none":
            self._record_traffic(flow_logs)
        self.register_outputs({"vpcId": self.vpc_id})

    def address_faults(self, path: str, addresses: Sequence[str] | None) -> list[str]:
        """What is wrong with chosen addresses, one for each private subnet; None leaves the choice to AWS."""
        if addresses is None:
            return []
        if len(addresses) != len(self.subnets):
            blocks = ", ".join(subnet.cidr for subnet in self.subnets)
            count = len(self.subnets)
            return [f"{path}: {len(addresses)} addresses for {count} private subnets; give one for each of {blocks}"]
        faults = []
        for index, (address, subnet) in enumerate(zip(addresses, self.subnets, strict=True)):
            try:
                host = parse_address(address)
            except CidrError as error:
                faults.append(f"{path}[{index}]: {error}")
                continue
            if not subnet.takes(host):
                what = "is kept by AWS in" if parse_cidr(subnet.cidr).contains(host) else "is outside"
                right = f"{subnet.free} are free for it"
                faults.append(f"{path}[{index}]: {address!r} {what} subnet {subnet.cidr}; {right}")
        return faults

    def _create(self, plan: RegionPlan) -> None:
        vpc = ec2.Vpc(
            self._name,
            self._child(),
            region=self.region,
            cidr_block=plan.vpc_cidr,
            # The private names of endpoints and private zones are answered only with both on (VPC User Guide, DNS).
            enable_dns_support=True,
            enable_dns_hostnames=True,
            tags=self._named(self._name),
        )
        self.vpc_id: pulumi.Input[str] = vpc.vpc_id
        self.subnets, private = self._tier("private", plan.subnets)
        self.client_subnets, client = self._tier("client", plan.client_subnets)
        self.transit_subnets, _ = self._tier("transit", plan.transit_subnets)
        if not self.transit_subnets:
            self.transit_subnets = self.subnets
        self.route_table_ids: list[pulumi.Input[str]] = [*private, *client]

    def _adopt(self, existing: ExistingNetwork) -> None:
        self.vpc_id = existing.vpc_id
        self.subnets = list(existing.subnets)
        self.client_subnets = []
        self.transit_subnets = list(existing.transit_subnets) or self.subnets
        self.route_table_ids = list(existing.route_table_ids)

    def _record_traffic(self, flow_logs: FlowLogs) -> None:
        if flow_logs.bucket_arn is None:
            where, needed = self._log_group(flow_logs.retention_days)
        else:
            where, needed = {"log_destination_type": "s3", "log_destination": flow_logs.bucket_arn}, []
        ec2.FlowLog(
            self._name,
            self._child(needed),
            region=self.region,
            vpc_id=self.vpc_id,
            traffic_type="ALL",
            tags=self._named(self._name),
            **where,
        )

    def _log_group(self, retention_days: int) -> tuple[dict[str, Any], list[pulumi.Resource]]:
        """The destination, with the role that writes there, and what must be there before the first record."""
        name = f"{self._name}-flow-logs"
        group = logs.LogGroup(
            name,
            self._child(),
            region=self.region,
            name=f"/privateapi/{self._name}/flow-logs",
            retention_in_days=retention_days,
            tags=self._tags,
        )
        role = iam.Role(
            name,
            self._child(),
            assume_role_policy=trust("vpc-flow-logs.amazonaws.com", _for_flow_logs_beside(group.arn)),
            tags=self._tags,
        )
        # Without logs:CreateLogGroup: records under way would else make a log group anew that was just deleted.
        policy = iam.RolePolicy(
            name,
            self._child(),
            role=role.name,
            policy={
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                        "Resource": pulumi.Output.concat(group.arn, ":*"),
                    },
                    {"Effect": "Allow", "Action": "logs:DescribeLogGroups", "Resource": "*"},
                ],
            },
        )
        return {"log_destination": group.arn, "deliver_logs_permission_arn": role.arn}, [policy]

    def _tier(self, tier: str, plans: Sequence[SubnetPlan]) -> tuple[list[NetworkSubnet], list[pulumi.Input[str]]]:
        """The subnets of a tier and their one route table: without a zone's own NAT gateway, zones route alike."""
        if not plans:
            return [], []
        table = ec2.RouteTable(
            f"{self._name}-{tier}",
            self._child(),
            region=self.region,
            vpc_id=self.vpc_id,
            tags=self._named(f"{self._name}-{tier}"),
        )
        subnets = []
        for plan in plans:
            zone = self.zones[plan.zone_index]
            label = f"{self._name}-{tier}-{zone.removeprefix(self.region).lstrip('-')}"
            subnet = ec2.Subnet(
                label,
                self._child(),
                region=self.region,
                vpc_id=self.vpc_id,
                cidr_block=plan.cidr,
                availability_zone=zone,
                tags=self._named(label),
            )
            ec2.RouteTableAssociation(
                label,
                self._child(),
                region=self.region,
                subnet_id=subnet.subnet_id,
                route_table_id=table.route_table_id,
            )
            subnets.append(NetworkSubnet(subnet.subnet_id, plan.cidr, zone))
        return subnets, [table.route_table_id]


def _for_flow_logs_beside(log_group_arn: pulumi.Output[str]) -> dict[str, Any]:
    """Only for flow logs of the log group's account and Region, lest the service write there in another's name (VPC
    User Guide, "IAM role for publishing flow logs to CloudWatch Logs")."""

    def flow_logs(arn: str) -> str:
        _, partition, _, region, account, _ = arn.split(":", 5)
        return f"arn:{partition}:ec2:{region}:{account}:vpc-flow-log/*"

    return {
        "StringEquals": {"aws:SourceAccount": log_group_arn.apply(lambda arn: arn.split(":")[4])},
        "ArnLike": {"aws:SourceArn": log_group_arn.apply(flow_logs)},
    }


def _zones(name: str, region: str, zones: Sequence[str] | None, count: int) -> list[str]:
    if zones is None:
        letters = string.ascii_lowercase
        if count > len(letters):
            text = f"zones: the address plan has {count} zones, more than there are letters; give them by name"
            raise ComponentError("Network", name, text)
        return [f"{region}{letter}" for letter in letters[:count]]
    faults = _zone_faults(name, region, {f"zones[{index}]": zone for index, zone in enumerate(zones)})
    if len(set(zones)) != len(zones):
        faults.append(f"zones: {list(zones)} names a zone twice; each subnet needs a zone of its own")
    if len(zones) != count:
        faults.append(f"zones: {list(zones)} has {len(zones)} zones; the address plan has {count}")
    if faults:
        raise ComponentError("Network", name, *faults)
    return list(zones)


def _zone_faults(name: str, region: str, zones: Mapping[str, str]) -> list[str]:
    """What is wrong with zones by the path of each."""
    design = ComponentDesign("Network", name)
    faults = []
    for path, zone in zones.items():
        # A zone is the Region and a letter, us-east-1a; a local zone has a place between them, us-east-1-bos-1a.
        if re.fullmatch(r"[a-z]{2}(-[a-z]+)+-\d+(-[a-z]+-\d+)?[a-z]", zone):
            subnet = Subnet(origin=design.origin(path), name=name, region=Known(region), availability_zone=Known(zone))
            design.add(subnet)
        else:
            faults.append(f"{path}: {zone!r} is no zone; {region}a would be one")
    return [*faults, *design.faults((ExplicitRegion(),))]


def _existing_faults(name: str, region: str, existing: ExistingNetwork) -> list[str]:
    faults = []
    if not existing.subnets:
        faults.append("existing.subnets: there is none; give one private subnet for each zone")
    zones = {
        f"existing.{key}[{index}].zone": subnet.zone
        for key, subnets in (("subnets", existing.subnets), ("transitSubnets", existing.transit_subnets))
        for index, subnet in enumerate(subnets)
    }
    return [*faults, *_zone_faults(name, region, zones)]
