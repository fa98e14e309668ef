"""Flow logs of networks (EC2 API: CreateFlowLogs, DescribeFlowLogs, DeleteFlowLogs)."""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final, Literal

from botocore.exceptions import ClientError
from pydantic import AfterValidator
from pydantic.alias_generators import to_camel

from privateapi.provider.context import Context
from privateapi.provider.errors import Fault
from privateapi.provider.kinds import RoleArn
from privateapi.provider.markers import Chosen, Replaces
from privateapi.provider.model import Model, RegionalArgs, State, TaggedArgs
from privateapi.provider.resource import tag_map
from privateapi.provider.texts import matching
from privateapi.resources.ec2._resource import Ec2Resource

LOG_GROUP: Final = "cloud-watch-logs"
_TARGETS = {
    "vpc_id": ("VPC", "vpc-"),
    "subnet_id": ("Subnet", "subnet-"),
    "network_interface_id": ("NetworkInterface", "eni-"),
    "transit_gateway_id": ("TransitGateway", "tgw-"),
    "transit_gateway_attachment_id": ("TransitGatewayAttachment", "tgw-attach-"),
    "regional_nat_gateway_id": ("RegionalNatGateway", "nat-"),
}
"""What can be logged: EC2's resource type and what the ids begin with."""
_WIRES = {to_camel(name): name for name in _TARGETS}
_SAME = {
    "traffic_type": "TrafficType",
    "log_destination_type": "LogDestinationType",
    "log_destination": "LogDestination",
    "deliver_logs_permission_arn": "DeliverLogsPermissionArn",
    "deliver_cross_account_role": "DeliverCrossAccountRole",
    "log_format": "LogFormat",
    "max_aggregation_interval": "MaxAggregationInterval",
}
_OPTIONS = {
    "file_format": "FileFormat",
    "hive_compatible_partitions": "HiveCompatiblePartitions",
    "per_hour_partition": "PerHourPartition",
}
_DESTINATIONS = {
    LOG_GROUP: (
        r"arn:[a-z-]+:logs:[a-z0-9-]+:\d{12}:log-group:[.\-_/#A-Za-z0-9]+",
        "arn:aws:logs:us-east-1:123456789012:log-group:/flow-logs",
    ),
    "s3": (r"arn:[a-z-]+:s3:::[a-z0-9.-]{3,63}(/.*)?", "arn:aws:s3:::flow-logs or arn:aws:s3:::flow-logs/folder"),
    "kinesis-data-firehose": (
        r"arn:[a-z-]+:firehose:[a-z0-9-]+:\d{12}:deliverystream[/:].+",
        "arn:aws:firehose:us-east-1:123456789012:deliverystream/flow-logs",
    ),
}
"""By kind of destination, the form of its ARN and an example."""


def _without_star(value: str) -> str:
    # A log group's ARN is often told with this ending; EC2 answers it without.
    return value.removesuffix(":*")


def _format(value: str) -> str:
    wrong = [each for each in value.split() if not re.fullmatch(r"\$\{[a-z0-9-]+\}", each)]
    if wrong or not value.split():
        fault = f"has {wrong[0]!r}, which is no field" if wrong else "has no field"
        raise ValueError(
            f"{value!r} {fault}; fields are written ${{name}} with spaces between them, as in ${{srcaddr}} ${{action}}"
        )
    return " ".join(value.split())


class FlowLogDestinationOptions(Model):
    """The files in a bucket."""

    file_format: Literal["plain-text", "parquet"] = "plain-text"
    """Format of the files."""
    hive_compatible_partitions: bool = False
    """Whether the folders are named as Hive's tools want them, ``year=2026/month=11``."""
    per_hour_partition: bool = False
    """Whether there is a folder for each hour rather than for each day."""


class FlowLogArgs(RegionalArgs, TaggedArgs):
    """Inputs of a flow log; one of the six ids says what is logged. AWS changes nothing but the tags in place."""

    vpc_id: Annotated[str | None, matching(r"vpc-.+", "a VPC's id, vpc-…"), Replaces()] = None
    """The VPC, with every network interface in it."""
    subnet_id: Annotated[str | None, matching(r"subnet-.+", "a subnet's id, subnet-…"), Replaces()] = None
    """The subnet, with every network interface in it."""
    network_interface_id: Annotated[str | None, matching(r"eni-.+", "a network interface's id, eni-…"), Replaces()] = (
        None
    )
    """The network interface."""
    transit_gateway_id: Annotated[
        str | None, matching(r"tgw-(?!attach-).+", "a transit gateway's id, tgw-…"), Replaces()
    ] = None
    """The transit gateway, with all its attachments."""
    transit_gateway_attachment_id: Annotated[
        str | None, matching(r"tgw-attach-.+", "a transit gateway attachment's id, tgw-attach-…"), Replaces()
    ] = None
    """The attachment of a transit gateway."""
    regional_nat_gateway_id: Annotated[str | None, matching(r"nat-.+", "a NAT gateway's id, nat-…"), Replaces()] = None
    """The regional NAT gateway."""
    traffic_type: Annotated[Literal["ALL", "ACCEPT", "REJECT"] | None, Replaces()] = None
    """Which traffic is logged: all, or what security groups and network ACLs accept or reject. Required, but for
    transit gateways and their attachments: they do not tell."""
    log_destination_type: Annotated[Literal["cloud-watch-logs", "s3", "kinesis-data-firehose"], Replaces()] = LOG_GROUP
    """Kind of the destination."""
    log_destination: Annotated[
        str,
        matching(r"arn:[a-z-]+:(logs|s3|firehose):.+", "the ARN of a log group, a bucket or a Firehose stream"),
        AfterValidator(_without_star),
        Replaces(),
    ]
    """ARN of the log group, of the bucket (a folder in it may follow: ``arn:aws:s3:::logs/vpc``) or of the Firehose
    stream."""
    deliver_logs_permission_arn: Annotated[RoleArn | None, Replaces()] = None
    """ARN of the role under which AWS writes to the log group, which must trust ``vpc-flow-logs.amazonaws.com``; or to
    a Firehose stream of another account. Into a bucket AWS writes under the bucket's policy."""
    deliver_cross_account_role: Annotated[RoleArn | None, Replaces()] = None
    """ARN of the role in the destination's account, when it is another one."""
    log_format: Annotated[Annotated[str, AfterValidator(_format)] | None, Replaces(), Chosen()] = None
    """The fields of a record, ``${srcaddr} ${dstaddr} ${action}``; left out, the default ones (VPC User Guide, "Flow
    log records")."""
    max_aggregation_interval: Annotated[Literal[60, 600] | None, Replaces(), Chosen()] = None
    """For how many seconds packets of a flow are put together; left out, 600, and 60 for transit gateways."""
    destination_options: Annotated[FlowLogDestinationOptions | None, Replaces(), Chosen()] = None
    """The files in the bucket; left out, plain text in a folder for each day."""

    def faults(self) -> Iterator[Fault]:
        given = [wire for wire, name in _WIRES.items() if getattr(self, name) is not None]
        if not given:
            yield Fault("vpcId", f"is required, unless {', '.join(list(_WIRES)[1:-1])} or {list(_WIRES)[-1]} is given")
        for wire in given[1:]:
            yield Fault(wire, f"is given together with {given[0]}; a flow log is for one of them")
        if given:
            yield from self._traffic_faults(given[0])
        if isinstance(self.log_destination_type, str):
            yield from self._destination_faults(self.log_destination_type)

    def _traffic_faults(self, target: str) -> Iterator[Fault]:
        if not target.startswith("transitGateway"):
            if self.traffic_type is None:
                yield Fault("trafficType", f"is required with {target}: 'ALL', 'ACCEPT' or 'REJECT'")
            return
        if self.traffic_type is not None:
            yield Fault("trafficType", f"is not for {target}; a transit gateway neither accepts nor rejects traffic")
        if self.max_aggregation_interval == 600:
            yield Fault("maxAggregationInterval", f"600 s; with {target} it is 60")

    def _destination_faults(self, kind: str) -> Iterator[Fault]:
        form, right = _DESTINATIONS[kind]
        if isinstance(self.log_destination, str):
            if not re.fullmatch(form, self.log_destination):
                yield Fault(
                    "logDestination", f"{self.log_destination!r} is not for logDestinationType {kind!r}; {right} is"
                )
            elif kind == "s3" and "AWSLogs" in self.log_destination.split("/")[1:]:
                yield Fault(
                    "logDestination", f"{self.log_destination!r} has the folder 'AWSLogs', which AWS makes itself"
                )
        if kind == LOG_GROUP and self.deliver_logs_permission_arn is None:
            yield Fault(
                "deliverLogsPermissionArn", f"is required with logDestinationType {kind!r}: the role that writes there"
            )
        if kind == "s3" and self.deliver_logs_permission_arn is not None:
            yield Fault(
                "deliverLogsPermissionArn", "is not for logDestinationType 's3'; the bucket's policy lets AWS write"
            )
        if kind != "s3" and self.destination_options is not None:
            yield Fault("destinationOptions", f"is for logDestinationType 's3'; this flow log's is {kind!r}")


class FlowLogState(FlowLogArgs, State):
    """A flow log."""

    flow_log_id: str
    """The flow log's id."""
    arn: str
    """ARN."""


class FlowLog(Ec2Resource[FlowLogArgs, FlowLogState]):
    """The record of the IP traffic of a VPC, a subnet, a network interface or a gateway."""

    noun = "EC2 Flow Log"
    resource_type = "vpc-flow-log"
    id_prefix = "fl-"
    # EC2 refuses a second flow log of the same thing into the same destination, whatever else differs.
    replaced_first = (*_TARGETS, "log_destination", "log_destination_type", "region")

    def create(self, ctx: Context, args: FlowLogArgs) -> str:
        target = next(name for name in _TARGETS if getattr(args, name) is not None)
        request: dict[str, Any] = {
            "ResourceType": _TARGETS[target][0],
            "ResourceIds": [getattr(args, target)],
            "TagSpecifications": self.tag_specifications(ctx, args),
            "DestinationOptions": _options(args.destination_options),
            **{api: getattr(args, name) for name, api in _SAME.items()},
        }
        if target.startswith("transit_gateway"):
            # EC2's own default, 600, is refused for them.
            request["MaxAggregationInterval"] = 60
        request = {name: value for name, value in request.items() if value is not None}

        def call() -> str:
            answer = ctx.client("ec2").create_flow_logs(**request)
            _refuse("CreateFlowLogs", answer)
            return str(answer["FlowLogIds"][0])

        # A role that was just made is not known to EC2 for some seconds.
        return ctx.retry("ec2", "eventual", call)

    def read(self, ctx: Context, id: str, prior: FlowLogState | None) -> FlowLogState | None:
        found = ctx.client("ec2").describe_flow_logs(FlowLogIds=[id])["FlowLogs"]
        if not found:
            return None
        log = found[0]
        if log.get("DeliverLogsStatus") == "FAILED":
            why = log.get("DeliverLogsErrorMessage", "no reason is told")
            ctx.warn(f"{id} delivers no logs: {why}; look at the destination and at what its role or policy allows")
        target = max(
            (name for name, (_, prefix) in _TARGETS.items() if log["ResourceId"].startswith(prefix)),
            key=lambda name: len(_TARGETS[name][1]),
        )
        values = {name: log.get(api) for name, api in _SAME.items()}
        if not values["log_destination"]:
            # One that was made with the log group's name.
            values["log_destination"] = ctx.arn("logs", f"log-group:{log['LogGroupName']}")
        return self.state(
            region=ctx.region,
            tags=tag_map(log.get("Tags")),
            **{target: log["ResourceId"]},
            **values,
            destination_options=_found_options(log.get("DestinationOptions")),
            flow_log_id=id,
            arn=ctx.arn("ec2", f"vpc-flow-log/{id}"),
        )

    def update(self, ctx: Context, id: str, old: FlowLogState, new: FlowLogArgs, changed: frozenset[str]) -> None:
        self.update_tags(ctx, id, old.tags, new.tags)

    def delete(self, ctx: Context, id: str, state: FlowLogState) -> None:
        _refuse("DeleteFlowLogs", ctx.client("ec2").delete_flow_logs(FlowLogIds=[id]))


def _refuse(operation: str, answer: Mapping[str, Any]) -> None:
    """EC2 tells of a flow log that it could not make or delete in an answer that is no error."""
    for failure in answer.get("Unsuccessful", []):
        raise ClientError({"Error": failure["Error"]}, operation)


def _options(options: FlowLogDestinationOptions | None) -> dict[str, Any] | None:
    return {api: getattr(options, name) for name, api in _OPTIONS.items()} if options else None


def _found_options(found: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return {name: found[api] for name, api in _OPTIONS.items() if api in found} if found else None
