"""EC2 Flow Log."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from privateapi.resources.ec2.flow_log import FlowLog, FlowLogArgs
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import UNKNOWN, Kept, Plugin, Refused, urn_of
from tests.resources.ec2.stubs import stubbed
from tests.resources.ec2.targets import Targets
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:ec2:FlowLog"
ROLE = "arn:aws:iam::123456789012:role/flow-logs"
GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/flows"
BUCKET = "arn:aws:s3:::flows"
STREAM = "arn:aws:firehose:us-east-1:123456789012:deliverystream/flows"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": "vpc-flow-logs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    ],
}


class TestFlowLog(Lifecycle):
    token = TOKEN
    update = {"tags": {"team": "orders"}}
    replace = {"trafficType": "REJECT"}
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        self.vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        self.group = plugin.create("privateapi:logs:LogGroup", {"name": "/flows"})["arn"]
        role = plugin.create("privateapi:iam:Role", {"assumeRolePolicy": TRUST})
        return {
            "vpcId": self.vpc,
            "trafficType": "ALL",
            "logDestination": self.group,
            "deliverLogsPermissionArn": role["arn"],
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not aws("ec2").describe_flow_logs(FlowLogIds=[kept.id])["FlowLogs"]

    def test_log_group(self, plugin: Plugin, aws: Clients) -> None:
        inputs = {**self.inputs(plugin, aws), "tags": {"team": "orders"}}
        log = plugin.create(self.token, {**inputs, "logDestination": f"{self.group}:*"})
        [found] = aws("ec2").describe_flow_logs(FlowLogIds=[log.id])["FlowLogs"]
        assert (found["LogGroupName"], found["DeliverLogsStatus"]) == ("/flows", "SUCCESS")
        assert (found["ResourceId"], found["TrafficType"]) == (self.vpc, "ALL")
        assert found["Tags"] == [{"Key": "team", "Value": "orders"}]
        assert (log["flowLogId"], log["maxAggregationInterval"]) == (log.id, 600)
        assert log["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc-flow-log/{log.id}"
        assert log["logFormat"].startswith("${version} ${account-id}"), "the default format is told"

    def test_format_and_interval(self, plugin: Plugin, aws: Clients) -> None:
        own = {"logFormat": "${srcaddr}  ${dstaddr} ${action}", "maxAggregationInterval": 60}
        log = plugin.create(self.token, {**self.inputs(plugin, aws), **own})
        [found] = aws("ec2").describe_flow_logs(FlowLogIds=[log.id])["FlowLogs"]
        assert (found["LogFormat"], found["MaxAggregationInterval"]) == ("${srcaddr} ${dstaddr} ${action}", 60)

    def test_other_destination_stands_beside(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        log = plugin.create(self.token, inputs)
        other = plugin.create("privateapi:logs:LogGroup", {"name": "/other-flows"})["arn"]
        difference = plugin.diff(log, plugin.check(log.urn, {**inputs, "logDestination": other}, log.inputs))
        assert difference.replaces == ["logDestination"] and not difference.delete_first

    def test_second_into_the_same_destination(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused) as refused:
            plugin.create(self.token, inputs, name="second")
        assert refused.value.text.startswith("creating EC2 Flow Log (second): FlowLogAlreadyExists: ")

    def test_made_with_the_name_of_its_group(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        [id] = aws("ec2").create_flow_logs(
            ResourceType="VPC",
            ResourceIds=[self.vpc],
            TrafficType="ALL",
            LogGroupName="/flows",
            DeliverLogsPermissionArn=inputs["deliverLogsPermissionArn"],
        )["FlowLogIds"]
        imported = plugin.import_(self.token, id)
        assert imported is not None and imported.inputs["logDestination"] == self.group
        plugin.delete(imported)

    def test_bucket(self, plugin: Plugin, aws: Clients) -> None:
        aws("s3").create_bucket(Bucket="flows")
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        inputs: dict[str, Any] = {"vpcId": vpc, "trafficType": "ALL", "logDestinationType": "s3"}
        try:
            with pytest.raises(Refused) as refused:
                plugin.create(self.token, {**inputs, "logDestination": "arn:aws:s3:::nowhere"}, name="main")
            assert refused.value.text == (
                "creating EC2 Flow Log (main): 400: LogDestination: nowhere does not exist. (CreateFlowLogs)"
            )
            options = {"fileFormat": "parquet", "perHourPartition": True}
            inputs = {**inputs, "logDestination": BUCKET, "destinationOptions": options}
            log = plugin.create(self.token, inputs)
            kept = {**options, "hiveCompatiblePartitions": False}
            assert log["destinationOptions"] == kept
            [found] = aws("ec2").describe_flow_logs(FlowLogIds=[log.id])["FlowLogs"]
            assert found["DestinationOptions"]["FileFormat"] == "parquet"
            plain = {**inputs, "destinationOptions": {"fileFormat": "plain-text"}}
            difference = plugin.diff(log, plugin.check(log.urn, plain, log.inputs))
            assert difference.replaces == ["destinationOptions"] and difference.delete_first
            plugin.delete(log)
        finally:
            aws("s3").delete_bucket(Bucket="flows")

    def test_stream(self, plugin: Plugin, aws: Clients) -> None:
        vpc = plugin.create("privateapi:ec2:Vpc", {"cidrBlock": "10.0.0.0/16"}).id
        log = plugin.create(
            self.token,
            {
                "vpcId": vpc,
                "trafficType": "ACCEPT",
                "logDestinationType": "kinesis-data-firehose",
                "logDestination": STREAM,
                "deliverLogsPermissionArn": ROLE,
                "deliverCrossAccountRole": "arn:aws:iam::999999999999:role/flow-logs",
            },
        )
        [found] = aws("ec2").describe_flow_logs(FlowLogIds=[log.id])["FlowLogs"]
        assert (found["LogDestinationType"], found["LogDestination"]) == ("kinesis-data-firehose", STREAM)
        assert found["DeliverCrossAccountRole"] == log["deliverCrossAccountRole"]

    def test_subnet_and_interface(self, plugin: Plugin, aws: Clients, targets: Targets) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["vpcId"]
        subnet = plugin.create("privateapi:ec2:Subnet", {"vpcId": self.vpc, "cidrBlock": "10.0.0.0/24"}).id
        for name, id in (("subnetId", subnet), ("networkInterfaceId", targets.interface(subnet))):
            log = plugin.create(self.token, {**inputs, name: id})
            imported = plugin.import_(self.token, log.id)
            assert imported is not None and imported.inputs[name] == id
            plugin.delete(log)

    def test_transit_gateway(self, plugin: Plugin, aws: Clients, targets: Targets) -> None:
        inputs = self.inputs(plugin, aws)
        del inputs["vpcId"], inputs["trafficType"]
        subnet = plugin.create("privateapi:ec2:Subnet", {"vpcId": self.vpc, "cidrBlock": "10.0.0.0/24"}).id
        gateway = targets.transit_gateway()
        attachment = targets.attachment(gateway, self.vpc, subnet)
        for name, id in (("transitGatewayId", gateway), ("transitGatewayAttachmentId", attachment)):
            log = plugin.create(self.token, {**inputs, name: id})
            assert (log[name], log["maxAggregationInterval"]) == (id, 60)
            imported = plugin.import_(self.token, log.id)
            assert imported is not None and imported.inputs[name] == id
            plugin.delete(log)

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "no target",
                {"vpcId": None},
                {
                    "vpcId": "is required, unless subnetId, networkInterfaceId, transitGatewayId, "
                    "transitGatewayAttachmentId or regionalNatGatewayId is given"
                },
            ),
            (
                "two targets, one of which is not known yet",
                {"subnetId": UNKNOWN},
                {"subnetId": "is given together with vpcId; a flow log is for one of them"},
            ),
            (
                "another kind of id",
                {"vpcId": "subnet-1"},
                {"vpcId": "'subnet-1' is not a VPC's id, vpc-…"},
            ),
            (
                "an attachment as a gateway",
                {"vpcId": None, "trafficType": None, "transitGatewayId": "tgw-attach-1"},
                {"transitGatewayId": "'tgw-attach-1' is not a transit gateway's id, tgw-…"},
            ),
            (
                "no traffic type",
                {"trafficType": None},
                {"trafficType": "is required with vpcId: 'ALL', 'ACCEPT' or 'REJECT'"},
            ),
            (
                "traffic type and interval of a gateway",
                {"vpcId": None, "transitGatewayId": "tgw-1", "maxAggregationInterval": 600},
                {
                    "trafficType": "is not for transitGatewayId; a transit gateway neither accepts nor rejects traffic",
                    "maxAggregationInterval": "600 s; with transitGatewayId it is 60",
                },
            ),
            (
                "no ARN",
                {"logDestination": "/flows"},
                {"logDestination": "'/flows' is not the ARN of a log group, a bucket or a Firehose stream"},
            ),
            (
                "bucket as a log group",
                {"logDestination": BUCKET},
                {
                    "logDestination": f"'{BUCKET}' is not for logDestinationType 'cloud-watch-logs'; "
                    "arn:aws:logs:us-east-1:123456789012:log-group:/flow-logs is"
                },
            ),
            (
                "no role",
                {"deliverLogsPermissionArn": None},
                {
                    "deliverLogsPermissionArn": "is required with logDestinationType 'cloud-watch-logs': the role that "
                    "writes there"
                },
            ),
            (
                "role that is none",
                {"deliverLogsPermissionArn": "flow-logs"},
                {
                    "deliverLogsPermissionArn": "'flow-logs' is not the ARN of a role, such as "
                    "arn:aws:iam::123456789012:role/runner"
                },
            ),
            (
                "role and AWS's own folder in a bucket",
                {"logDestinationType": "s3", "logDestination": f"{BUCKET}/AWSLogs/"},
                {
                    "logDestination": f"'{BUCKET}/AWSLogs/' has the folder 'AWSLogs', which AWS makes itself",
                    "deliverLogsPermissionArn": "is not for logDestinationType 's3'; the bucket's policy lets AWS "
                    "write",
                },
            ),
            (
                "files in a log group",
                {"destinationOptions": {"fileFormat": "parquet"}},
                {
                    "destinationOptions": "is for logDestinationType 's3'; this flow log's is 'cloud-watch-logs'",
                },
            ),
            (
                "format without braces",
                {"logFormat": "${srcaddr} dstaddr"},
                {
                    "logFormat": "'${srcaddr} dstaddr' has 'dstaddr', which is no field; fields are written ${name} "
                    "with spaces between them, as in ${srcaddr} ${action}"
                },
            ),
            (
                "empty format",
                {"logFormat": ""},
                {
                    "logFormat": "'' has no field; fields are written ${name} with spaces between them, as in "
                    "${srcaddr} ${action}"
                },
            ),
            ("interval", {"maxAggregationInterval": 300}, {"maxAggregationInterval": "300 should be 60 or 600"}),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        right = {"vpcId": "vpc-1", "trafficType": "ALL", "logDestination": GROUP, "deliverLogsPermissionArn": ROLE}
        inputs = {name: value for name, value in {**right, **changes}.items() if value is not None}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults


def _args() -> FlowLogArgs:
    return FlowLogArgs(vpc_id="vpc-1", traffic_type="ALL", log_destination=GROUP, deliver_logs_permission_arn=ROLE)


def test_waits_for_the_role() -> None:
    with stubbed(TOKEN) as (ctx, ec2, _):
        ec2.add_client_error("create_flow_logs", "InvalidParameter", "Unable to assume given IAM role")
        ec2.add_response("create_flow_logs", {"FlowLogIds": ["fl-1"]})
        assert FlowLog().create(ctx, _args()) == "fl-1"


def test_failed_delivery_is_told() -> None:
    log = {
        "FlowLogId": "fl-1",
        "ResourceId": "vpc-1",
        "LogDestinationType": "cloud-watch-logs",
        "LogDestination": GROUP,
        "DeliverLogsStatus": "FAILED",
        "DeliverLogsErrorMessage": "Access error",
    }
    with stubbed(TOKEN) as (ctx, ec2, warnings):
        ec2.add_response("describe_flow_logs", {"FlowLogs": [log]})
        assert FlowLog().read(ctx, "fl-1", None) is not None
    assert warnings == [
        "fl-1 delivers no logs: Access error; look at the destination and at what its role or policy allows"
    ]


def test_deletion_that_is_told_in_the_answer() -> None:
    with stubbed(TOKEN) as (ctx, ec2, _):
        failure = {"ResourceId": "fl-1", "Error": {"Code": "InvalidFlowLogId.NotFound", "Message": "gone"}}
        ec2.add_response("delete_flow_logs", {"Unsuccessful": [failure]})
        with pytest.raises(ClientError) as caught:
            FlowLog().delete(ctx, "fl-1", FlowLog().state(flow_log_id="fl-1"))
    assert FlowLog().is_gone(caught.value)
