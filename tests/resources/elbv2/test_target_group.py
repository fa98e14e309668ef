"""ELBv2 Target Group."""

import hashlib
from typing import Any

import pytest
import tenacity
from botocore.exceptions import ClientError

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.elbv2 import places
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:elbv2:TargetGroup"


def attributes(aws: Clients, arn: str) -> dict[str, str]:
    answer = aws("elbv2").describe_target_group_attributes(TargetGroupArn=arn)
    return {each["Key"]: each["Value"] for each in answer["Attributes"]}


def described(aws: Clients, arn: str) -> dict[str, Any]:
    found: dict[str, Any] = aws("elbv2").describe_target_groups(TargetGroupArns=[arn])["TargetGroups"][0]
    return found


@pytest.fixture
def vpc_id(plugin: Plugin) -> str:
    return places.vpc(plugin)


class TestTargetGroup(Lifecycle):
    token = TOKEN
    update = {
        "deregistrationDelay": 0,
        "preserveClientIp": True,
        "healthCheck": {"protocol": "HTTPS", "port": "443", "path": "/ping", "matcher": "200,403", "interval": 10},
        "tags": {"team": "network"},
    }
    replace = {"port": 8443}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "targetType": "ip",
            "protocol": "TLS",
            "port": 443,
            "vpcId": places.vpc(plugin),
            "healthCheck": {"protocol": "TCP", "port": "443"},
            "preserveClientIp": False,
            "tags": {"team": "platform"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            described(aws, kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "TargetGroupNotFound")
        return False

    def test_outputs(self, plugin: Plugin, aws: Clients, vpc_id: str) -> None:
        group = plugin.create(TOKEN, {"protocol": "TCP", "port": 80, "vpcId": vpc_id, "name": "front"})
        assert group["arn"] == group.id == described(aws, group.id)["TargetGroupArn"]
        assert group["arnSuffix"].startswith("targetgroup/front/")
        assert group.id.endswith(f":{group['arnSuffix']}")
        assert (group["targetType"], group["ipAddressType"]) == ("instance", "ipv4")
        assert group["connectionTermination"] is False and group["preserveClientIp"] is True
        assert "loadBalancerArns" not in group.state

    def test_mark(self, plugin: Plugin, aws: Clients, vpc_id: str) -> None:
        group = plugin.create(TOKEN, {"protocol": "TCP", "port": 80, "vpcId": vpc_id})
        assert aws("elbv2").describe_tags(ResourceArns=[group.id])["TagDescriptions"][0]["Tags"] == []

    def test_interrupted(self, aws_endpoint: Endpoint, aws: Clients, vpc_id: str) -> None:
        mark = {"Key": MARK, "Value": hashlib.sha256(urn_of(TOKEN, "killed").encode()).hexdigest()[:32]}
        left = aws("elbv2").create_target_group(
            Name="killed-0123abc", Protocol="TCP", Port=80, VpcId=vpc_id, Tags=[mark]
        )["TargetGroups"][0]["TargetGroupArn"]
        with run_plugin(aws_endpoint) as fresh:
            inputs = {"protocol": "TCP", "port": 80, "vpcId": vpc_id, "deregistrationDelay": 10}
            group = fresh.create(TOKEN, inputs, name="killed")
            assert (group.id, group["name"], group["deregistrationDelay"]) == (left, "killed-0123abc", 10)
            assert attributes(aws, left)["deregistration_delay.timeout_seconds"] == "10"
            fresh.clean_up()

    @pytest.mark.parametrize(
        ("case", "inputs", "filled"),
        [
            (
                "TCP",
                {"protocol": "TCP", "port": 80},
                {"enabled": True, "protocol": "TCP", "port": "traffic-port", "interval": 30, "timeout": 10},
            ),
            (
                "TCP asked by HTTP",
                {"protocol": "TCP", "port": 80, "healthCheck": {"protocol": "HTTP", "port": 8080, "interval": 5}},
                {
                    "enabled": True,
                    "protocol": "HTTP",
                    "port": "8080",
                    "interval": 5,
                    "timeout": 5,
                    "path": "/",
                    "matcher": "200-399",
                },
            ),
            (
                "HTTP",
                {"protocol": "HTTP", "port": 80},
                {
                    "enabled": True,
                    "protocol": "HTTP",
                    "port": "traffic-port",
                    "interval": 30,
                    "timeout": 5,
                    "path": "/",
                    "matcher": "200",
                },
            ),
            (
                "gRPC",
                {"protocol": "HTTPS", "port": 80, "protocolVersion": "GRPC"},
                {
                    "enabled": True,
                    "protocol": "HTTP",
                    "port": "traffic-port",
                    "interval": 30,
                    "timeout": 5,
                    "path": "/AWS.ALB/healthcheck",
                    "matcher": "12",
                },
            ),
            (
                "an application load balancer",
                {"targetType": "alb", "protocol": "TCP", "port": 80},
                {
                    "enabled": True,
                    "protocol": "HTTP",
                    "port": "traffic-port",
                    "interval": 30,
                    "timeout": 6,
                    "path": "/",
                    "matcher": "200-399",
                },
            ),
            (
                "GENEVE",
                {"protocol": "GENEVE", "port": 6081},
                {"enabled": True, "protocol": "TCP", "port": "80", "interval": 10, "timeout": 5},
            ),
            (
                "Lambda",
                {"targetType": "lambda"},
                {"enabled": False, "interval": 35, "timeout": 30, "path": "/", "matcher": "200"},
            ),
        ],
    )
    def test_health_check_filled_in(
        self,
        plugin: Plugin,
        aws: Clients,
        vpc_id: str,
        case: str,
        inputs: dict[str, Any],
        filled: dict[str, Any],
    ) -> None:
        inputs = inputs if case == "Lambda" else {**inputs, "vpcId": vpc_id}
        filled = {**filled, "healthyThreshold": 5, "unhealthyThreshold": 2}
        group = plugin.create(TOKEN, inputs)
        assert group.inputs["healthCheck"] == filled
        if case != "gRPC":  # the sandbox knows HTTP codes only
            assert group["healthCheck"] == filled
        imported = plugin.import_(TOKEN, group.id)
        assert imported is not None and imported.state == group.state
        assert case == "gRPC" or not plugin.diff(imported, plugin.check(group.urn, inputs, imported.inputs))

    def test_health_check_not_known_yet(self, plugin: Plugin, vpc_id: str) -> None:
        inputs = {"protocol": UNKNOWN, "port": 80, "vpcId": vpc_id, "healthCheck": {"interval": 20}}
        assert plugin.check(urn_of(TOKEN, "main"), inputs)["healthCheck"] == {"interval": 20}
        inputs = {"protocol": "TCP", "port": 80, "vpcId": vpc_id, "healthCheck": {"protocol": UNKNOWN}}
        checked = plugin.check(urn_of(TOKEN, "main"), inputs)["healthCheck"]
        assert checked["protocol"] is UNKNOWN and checked["interval"] == 30
        assert not {"timeout", "path", "matcher"} & checked.keys()

    def test_health_check_of_a_function(self, plugin: Plugin, aws: Clients) -> None:
        group = plugin.create(TOKEN, {"targetType": "lambda"})
        plugin.update(group, {"targetType": "lambda", "healthCheck": {"enabled": True, "path": "/alive"}})
        found = described(aws, group.id)
        assert (found["HealthCheckEnabled"], found["HealthCheckPath"]) == (True, "/alive")
        plugin.update(group, {"targetType": "lambda"})
        assert group["healthCheck"]["enabled"] is False

    @pytest.mark.parametrize(
        ("protocol", "wire", "value", "key", "text"),
        [
            ("TCP", "proxyProtocolV2", True, "proxy_protocol_v2.enabled", "true"),
            ("TCP", "deregistrationDelay", 0, "deregistration_delay.timeout_seconds", "0"),
            ("TCP", "loadBalancingCrossZoneEnabled", "true", "load_balancing.cross_zone.enabled", "true"),
            ("TCP", "unhealthyDrainingInterval", 60, "target_health_state.unhealthy.draining_interval_seconds", "60"),
            (
                "TCP",
                "dnsFailoverMinimumHealthyTargetsCount",
                "2",
                "target_group_health.dns_failover.minimum_healthy_targets.count",
                "2",
            ),
            (
                "TCP",
                "dnsFailoverMinimumHealthyTargetsPercentage",
                "50",
                "target_group_health.dns_failover.minimum_healthy_targets.percentage",
                "50",
            ),
            (
                "TCP",
                "unhealthyStateRoutingMinimumHealthyTargetsCount",
                "2",
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
                "2",
            ),
            (
                "TCP",
                "unhealthyStateRoutingMinimumHealthyTargetsPercentage",
                "10",
                "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
                "10",
            ),
            (
                "HTTP",
                "loadBalancingAlgorithmType",
                "least_outstanding_requests",
                "load_balancing.algorithm.type",
                "least_outstanding_requests",
            ),
            ("HTTP", "loadBalancingAnomalyMitigation", "on", "load_balancing.algorithm.anomaly_mitigation", "on"),
            ("HTTP", "slowStart", 30, "slow_start.duration_seconds", "30"),
            ("GENEVE", "targetFailover", "rebalance", "target_failover.on_unhealthy", "rebalance"),
            ("GENEVE", "sendTcpResetOnUnhealthy", True, "send_tcp_reset.on_unhealthy.enabled", "true"),
            ("GENEVE", "sendTcpResetOnDeregistration", True, "send_tcp_reset.on_deregistration.enabled", "true"),
            ("lambda", "lambdaMultiValueHeadersEnabled", True, "lambda.multi_value_headers.enabled", "true"),
        ],
    )
    def test_attribute(
        self, plugin: Plugin, aws: Clients, vpc_id: str, protocol: str, wire: str, value: Any, key: str, text: str
    ) -> None:
        port = 6081 if protocol == "GENEVE" else 80
        base = {"targetType": "ip", "protocol": protocol, "port": port, "vpcId": vpc_id}
        base = {"targetType": "lambda"} if protocol == "lambda" else base
        group = plugin.create(TOKEN, {**base, wire: value})
        assert (group[wire], attributes(aws, group.id)[key]) == (value, text)
        plugin.update(group, base)
        assert group[wire] == group.inputs[wire] != value
        plugin.update(group, {**base, wire: value})
        assert (group[wire], attributes(aws, group.id)[key]) == (value, text)

    @pytest.mark.parametrize(
        ("wire", "key"),
        [
            ("connectionTermination", "deregistration_delay.connection_termination.enabled"),
            ("preserveClientIp", "preserve_client_ip.enabled"),
            ("unhealthyConnectionTermination", "target_health_state.unhealthy.connection_termination.enabled"),
        ],
    )
    def test_attribute_chosen(self, plugin: Plugin, aws: Clients, vpc_id: str, wire: str, key: str) -> None:
        base = {"protocol": "TCP", "port": 80, "vpcId": vpc_id}
        group = plugin.create(TOKEN, base)
        chosen = group[wire]
        plugin.update(group, {**base, wire: not chosen})
        assert (group[wire], attributes(aws, group.id)[key]) == (not chosen, str(not chosen).lower())
        assert not plugin.diff(group, plugin.check(group.urn, base, group.inputs)), "leaving out changes nothing"

    @pytest.mark.parametrize(
        ("case", "protocol", "stickiness", "kept"),
        [
            ("source address", "TCP", {"type": "source_ip"}, {"type": "source_ip", "enabled": True}),
            (
                "cookie",
                "HTTP",
                {"type": "lb_cookie"},
                {"type": "lb_cookie", "enabled": True, "cookieDuration": 86400},
            ),
            (
                "own cookie",
                "HTTP",
                {"type": "app_cookie", "cookieName": "SESSION", "cookieDuration": 60},
                {"type": "app_cookie", "enabled": True, "cookieName": "SESSION", "cookieDuration": 60},
            ),
        ],
    )
    def test_stickiness(
        self,
        plugin: Plugin,
        aws: Clients,
        vpc_id: str,
        case: str,
        protocol: str,
        stickiness: dict[str, Any],
        kept: dict[str, Any],
    ) -> None:
        base = {"protocol": protocol, "port": 80, "vpcId": vpc_id}
        group = plugin.create(TOKEN, {**base, "stickiness": stickiness})
        assert group["stickiness"] == group.inputs["stickiness"] == kept
        assert attributes(aws, group.id)["stickiness.enabled"] == "true"
        imported = plugin.import_(TOKEN, group.id)
        assert imported is not None and imported.state == group.state
        plugin.update(group, {**base, "stickiness": {**stickiness, "enabled": False}})
        assert group["stickiness"] == {**kept, "enabled": False}
        plugin.update(group, base)
        assert "stickiness" not in group.state
        assert attributes(aws, group.id)["stickiness.enabled"] == "false"

    def test_in_use(self, plugin: Plugin, aws: Clients, vpc_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
        group = plugin.create(TOKEN, {"protocol": "TCP", "port": 80, "vpcId": vpc_id})
        balancer = plugin.create("privateapi:elbv2:LoadBalancer", {"subnets": places.subnets(plugin, vpc_id, 1)})
        listener = aws("elbv2").create_listener(
            LoadBalancerArn=balancer.id,
            Protocol="TCP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group.id}],
        )["Listeners"][0]["ListenerArn"]
        tries: list[int] = []

        def free_it(*_: Any) -> None:
            tries.append(1)
            aws("elbv2").delete_listener(ListenerArn=listener)

        monkeypatch.setattr(tenacity, "sleep_using_event", lambda _: free_it)
        plugin.delete(group)
        assert tries == [1] and self.gone(aws, group)

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            ("no protocol", {"port": 80, "vpcId": "vpc-1"}, "protocol", "is required for targets of type 'instance'"),
            (
                "no VPC",
                {"targetType": "ip", "protocol": "TCP", "port": 80},
                "vpcId",
                "is required for targets of type 'ip'",
            ),
            (
                "VPC of a function",
                {"targetType": "lambda", "vpcId": "vpc-1"},
                "vpcId",
                "is given, but targetType is 'lambda', which has none; leave it out",
            ),
            (
                "in front of an application load balancer",
                {"targetType": "alb", "protocol": "TLS", "port": 443, "vpcId": "vpc-1"},
                "protocol",
                "'TLS' does not go with targetType 'alb'; TCP would be right",
            ),
            (
                "GENEVE port",
                {"protocol": "GENEVE", "port": 80, "vpcId": "vpc-1"},
                "port",
                "80 does not go with GENEVE; 6081 would be right",
            ),
            (
                "port",
                {"protocol": "TCP", "port": 70000, "vpcId": "vpc-1"},
                "port",
                "70000 should be less than or equal to 65535",
            ),
            (
                "name",
                {"name": "-front", "protocol": "TCP", "port": 80, "vpcId": "vpc-1"},
                "name",
                "'-front' begins or ends with a hyphen; 'front' would be right",
            ),
            (
                "version without HTTP",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "protocolVersion": "HTTP2"},
                "protocolVersion",
                "is for HTTP and HTTPS; this one's protocol is 'TCP'",
            ),
            (
                "attribute of another kind",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "preserveClientIp": True},
                "preserveClientIp",
                "is for target groups of network load balancers; this one's protocol is 'HTTP'",
            ),
            (
                "attribute of a function",
                {"targetType": "lambda", "slowStart": 30},
                "slowStart",
                "is for target groups of application load balancers; this one's target is a Lambda function",
            ),
            (
                "slow start",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "slowStart": 10},
                "slowStart",
                "10 is not a number of seconds for a slow start; 0 (none) or 30 to 900 are",
            ),
            (
                "share",
                {
                    "protocol": "TCP",
                    "port": 80,
                    "vpcId": "vpc-1",
                    "dnsFailoverMinimumHealthyTargetsPercentage": 101,
                },
                "dnsFailoverMinimumHealthyTargetsPercentage",
                "'101' is not a percentage; a number from 1 to 100 or 'off' would be right",
            ),
            (
                "number or off",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "dnsFailoverMinimumHealthyTargetsCount": 0},
                "dnsFailoverMinimumHealthyTargetsCount",
                "'0' is not a number of targets; a number from 1 or 'off' would be right",
            ),
            (
                "number",
                {
                    "protocol": "TCP",
                    "port": 80,
                    "vpcId": "vpc-1",
                    "unhealthyStateRoutingMinimumHealthyTargetsCount": "off",
                },
                "unhealthyStateRoutingMinimumHealthyTargetsCount",
                "'off' is not a number of targets; a number from 1 would be right",
            ),
            (
                "stickiness of another kind",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "stickiness": {"type": "lb_cookie"}},
                "stickiness.type",
                "'lb_cookie' does not go with target groups of network load balancers; source_ip would be right",
            ),
            (
                "stickiness of a function",
                {"targetType": "lambda", "stickiness": {"type": "lb_cookie"}},
                "stickiness.type",
                "'lb_cookie' does not go with target groups with a Lambda function; there is none for Lambda functions",
            ),
            (
                "stickiness with TLS",
                {"protocol": "TLS", "port": 80, "vpcId": "vpc-1", "stickiness": {"type": "source_ip"}},
                "stickiness",
                "is not possible with protocol TLS; TCP, UDP and TCP_UDP have it",
            ),
            (
                "no cookie",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "stickiness": {"type": "app_cookie"}},
                "stickiness.cookieName",
                "is required with type 'app_cookie'",
            ),
            (
                "kept cookie",
                {
                    "protocol": "HTTP",
                    "port": 80,
                    "vpcId": "vpc-1",
                    "stickiness": {"type": "app_cookie", "cookieName": "AWSALBAPP"},
                },
                "stickiness.cookieName",
                "'AWSALBAPP' begins with 'AWSALB', which AWS keeps for itself",
            ),
            (
                "check port",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"port": 0}},
                "healthCheck.port",
                "'0' is not a port; a number from 1 to 65535 or 'traffic-port' would be right",
            ),
            (
                "check interval",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"interval": 4}},
                "healthCheck.interval",
                "4 should be greater than or equal to 5",
            ),
            (
                "check timeout",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"interval": 10, "timeout": 11}},
                "healthCheck.timeout",
                "11 seconds is too long for an interval of 10; at most 10",
            ),
            (
                "check timeout with HTTP",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"interval": 10, "timeout": 10}},
                "healthCheck.timeout",
                "10 seconds is too long for an interval of 10; at most 9",
            ),
            (
                "check switched off",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"enabled": False}},
                "healthCheck.enabled",
                "false is for Lambda functions only; other targets are always checked",
            ),
            (
                "TCP check of HTTP",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"protocol": "TCP"}},
                "healthCheck.protocol",
                "'TCP' does not go with HTTP targets; HTTP or HTTPS would be right",
            ),
            (
                "path of a TCP check",
                {"protocol": "TCP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"path": "/ping"}},
                "healthCheck.path",
                "is for HTTP and HTTPS checks; the check's protocol is 'TCP'",
            ),
            (
                "port of a function",
                {"targetType": "lambda", "healthCheck": {"port": 80}},
                "healthCheck.port",
                "is given, but a Lambda function has none; leave it out",
            ),
            (
                "codes",
                {
                    "protocol": "TCP",
                    "port": 80,
                    "vpcId": "vpc-1",
                    "healthCheck": {"protocol": "HTTP", "matcher": "200-600"},
                },
                "healthCheck.matcher",
                "600 in '200-600' is not a code that counts; 200 to 599 are",
            ),
            (
                "form of codes",
                {"protocol": "HTTP", "port": 80, "vpcId": "vpc-1", "healthCheck": {"matcher": "2xx"}},
                "healthCheck.matcher",
                "'2xx' is not a list of codes; write it as '200', '200,202' or '200-299'",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}

    def test_name_taken(self, plugin: Plugin, vpc_id: str) -> None:
        plugin.create(TOKEN, {"name": "taken", "protocol": "TCP", "port": 80, "vpcId": vpc_id})
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, {"name": "taken", "protocol": "TCP", "port": 81, "vpcId": vpc_id}, name="main")
        assert refused.value.text.startswith("creating ELBv2 Target Group (main): DuplicateTargetGroupName: ")
