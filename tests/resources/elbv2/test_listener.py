"""ELBv2 Listener."""

import hashlib
from collections.abc import Mapping
from typing import Any

import pytest
import tenacity
from botocore.exceptions import ClientError

from privateapi.provider.interrupted import MARK
from privateapi.provider.values import UNKNOWN
from privateapi.sandbox.aws.server import Endpoint
from privateapi.sandbox.aws.testing import Clients, import_certificate
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.plugin import plugin as run_plugin
from tests.resources.elbv2 import places
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:elbv2:Listener"
BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/front/50dc6c495c0c9188"
GROUP = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/front/6d0ecf831eec9f09"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/1"
POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"


class Place:
    """A VPC with a load balancer."""

    def __init__(self, plugin: Plugin, kind: str = "network") -> None:
        self.plugin = plugin
        self.vpc = places.vpc(plugin)
        self.subnets = places.subnets(plugin, self.vpc)
        self.kind = kind
        self.balancer = self.load_balancer()

    def load_balancer(self) -> str:
        inputs = {"type": self.kind, "subnets": self.subnets}
        return self.plugin.create("privateapi:elbv2:LoadBalancer", inputs).id

    def group(self, protocol: str = "TCP", port: int = 443) -> str:
        inputs = {"targetType": "ip", "protocol": protocol, "port": port, "vpcId": self.vpc}
        return self.plugin.create("privateapi:elbv2:TargetGroup", inputs).id

    def listener(self, **inputs: Any) -> dict[str, Any]:
        base = {"loadBalancerArn": self.balancer, "port": 443, "protocol": "TCP"}
        return {key: value for key, value in {**base, **inputs}.items() if value is not None}


def forward(group: Any) -> list[dict[str, Any]]:
    return [{"type": "forward", "targetGroupArn": group}]


def described(aws: Clients, arn: str) -> dict[str, Any]:
    found: dict[str, Any] = aws("elbv2").describe_listeners(ListenerArns=[arn])["Listeners"][0]
    return found


class TestListener(Lifecycle):
    token = TOKEN
    update = {"port": 8443, "sslPolicy": POLICY, "alpnPolicy": "HTTP2Preferred", "tags": {"team": "network"}}
    replace = {"loadBalancerArn": "another"}
    deletes_first = True

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        place = Place(plugin)
        return place.listener(
            protocol="TLS",
            certificateArn=import_certificate(aws),
            sslPolicy="ELBSecurityPolicy-TLS-1-2-2017-01",
            defaultActions=forward(place.group("TLS")),
            tags={"team": "platform"},
        )

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        if "loadBalancerArn" not in changes:
            return changes
        subnets = [kept.id for kept in plugin.made if ":Subnet::" in kept.urn]
        return {"loadBalancerArn": plugin.create("privateapi:elbv2:LoadBalancer", {"subnets": subnets}).id}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        try:
            described(aws, kept.id)
        except ClientError as error:
            return bool(error.response["Error"]["Code"] == "ListenerNotFound")
        return False

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        listener = plugin.create(TOKEN, place.listener(defaultActions=forward(place.group())))
        assert listener["arn"] == listener.id == described(aws, listener.id)["ListenerArn"]
        assert listener["alpnPolicy"] == "None"
        assert "sslPolicy" not in listener.state and "certificateArn" not in listener.state

    def test_mark(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        listener = plugin.create(TOKEN, place.listener(defaultActions=forward(place.group())))
        assert aws("elbv2").describe_tags(ResourceArns=[listener.id])["TagDescriptions"][0]["Tags"] == []

    def test_interrupted(self, plugin: Plugin, aws_endpoint: Endpoint, aws: Clients) -> None:
        place = Place(plugin)
        group = place.group()
        mark = {"Key": MARK, "Value": hashlib.sha256(urn_of(TOKEN, "killed").encode()).hexdigest()[:32]}
        left = aws("elbv2").create_listener(
            LoadBalancerArn=place.balancer,
            Port=443,
            Protocol="TCP",
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
            Tags=[mark],
        )["Listeners"][0]["ListenerArn"]
        with run_plugin(aws_endpoint) as fresh:
            inputs = place.listener(defaultActions=forward(group), tcpIdleTimeoutSeconds=600)
            listener = fresh.create(TOKEN, inputs, name="killed")
            assert listener.id == left
            assert listener["tcpIdleTimeoutSeconds"] == 600
            fresh.clean_up()

    def test_port_taken(self, plugin: Plugin) -> None:
        place = Place(plugin)
        plugin.create(TOKEN, place.listener(defaultActions=forward(place.group())))
        with pytest.raises(Refused) as refused:
            plugin.create(TOKEN, place.listener(defaultActions=forward(place.group())), name="main")
        assert refused.value.text.startswith("creating ELBv2 Listener (main): DuplicateListener: ")

    def test_weighted(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin, "application")
        one, two = sorted([place.group("HTTP"), place.group("HTTP")])
        web = place.listener(protocol="HTTP", port=80)
        groups = [{"arn": two, "weight": 0}, {"arn": one, "weight": 10}]
        inputs = {**web, "defaultActions": [{"type": "forward", "forward": {"targetGroups": groups}}]}
        listener = plugin.create(TOKEN, inputs)
        assert listener["defaultActions"] == [{"type": "forward", "forward": {"targetGroups": groups[::-1]}}]
        config = described(aws, listener.id)["DefaultActions"][0]["ForwardConfig"]
        assert {each["TargetGroupArn"]: each["Weight"] for each in config["TargetGroups"]} == {one: 10, two: 0}
        sticky = {"targetGroups": groups, "stickiness": {"duration": 60}}
        plugin.update(listener, {**web, "defaultActions": [{"type": "forward", "forward": sticky}]})
        assert listener["defaultActions"][0]["forward"]["stickiness"] == {"enabled": True, "duration": 60}
        off = {"targetGroups": groups, "stickiness": {"enabled": False}}
        plugin.update(listener, {**web, "defaultActions": [{"type": "forward", "forward": off}]})
        assert "stickiness" not in listener["defaultActions"][0]["forward"]
        refreshed = plugin.refresh(listener)
        assert refreshed is not None
        assert not plugin.diff(refreshed, plugin.check(listener.urn, inputs, refreshed.inputs))

    def test_one_weighted_group(self, plugin: Plugin) -> None:
        place = Place(plugin)
        group = place.group()
        weighted = [{"type": "forward", "forward": {"targetGroups": [{"arn": group, "weight": 5}]}}]
        listener = plugin.create(TOKEN, place.listener(defaultActions=weighted))
        assert listener["defaultActions"] == listener.inputs["defaultActions"] == forward(group)

    @pytest.mark.parametrize(
        ("case", "action", "kept"),
        [
            (
                "fixed response",
                {"type": "fixed-response", "fixedResponse": {"statusCode": 404, "messageBody": "no"}},
                {"statusCode": "404", "contentType": "text/plain", "messageBody": "no"},
            ),
            (
                "redirect",
                {"type": "redirect", "redirect": {"statusCode": "HTTP_301", "protocol": "HTTPS", "port": 443}},
                {
                    "statusCode": "HTTP_301",
                    "protocol": "HTTPS",
                    "port": "443",
                    "host": "#{host}",
                    "path": "/#{path}",
                    "query": "#{query}",
                },
            ),
        ],
    )
    def test_answers(
        self, plugin: Plugin, aws: Clients, case: str, action: dict[str, Any], kept: dict[str, Any]
    ) -> None:
        place = Place(plugin, "application")
        inputs = place.listener(protocol="HTTP", port=80, defaultActions=[action])
        listener = plugin.create(TOKEN, inputs)
        wire = "fixedResponse" if case == "fixed response" else "redirect"
        assert listener["defaultActions"] == [{"type": action["type"], wire: kept}]
        imported = plugin.import_(TOKEN, listener.id)
        assert imported is not None and imported.state == listener.state
        plugin.update(listener, {**inputs, "defaultActions": forward(place.group("HTTP"))})
        assert described(aws, listener.id)["DefaultActions"][0]["Type"] == "forward"
        plugin.update(listener, inputs)
        assert listener["defaultActions"] == [{"type": action["type"], wire: kept}]

    def test_protocol(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        group, certificate = place.group("TCP"), import_certificate(aws)
        plain = place.listener(defaultActions=forward(group))
        secure = {**plain, "protocol": "TLS", "certificateArn": certificate, "sslPolicy": POLICY}
        listener = plugin.create(TOKEN, plain)
        plugin.update(listener, secure)
        found = described(aws, listener.id)
        assert (found["Protocol"], found["SslPolicy"]) == ("TLS", POLICY)
        assert [each["CertificateArn"] for each in found["Certificates"]] == [certificate]
        plugin.update(listener, plain)
        assert "certificateArn" not in listener.state and "sslPolicy" not in listener.state

    def test_certificate(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        one, two, three = (import_certificate(aws) for _ in range(3))
        base = place.listener(protocol="TLS", certificateArn=one, defaultActions=forward(place.group("TLS")))
        listener = plugin.create(TOKEN, {**base, "additionalCertificateArns": [two]})
        assert listener["additionalCertificateArns"] == [two]
        plugin.update(listener, {**base, "additionalCertificateArns": [three]})
        answer = aws("elbv2").describe_listener_certificates(ListenerArn=listener.id)["Certificates"]
        assert {each["CertificateArn"]: each["IsDefault"] for each in answer} == {one: True, three: False}
        imported = plugin.import_(TOKEN, listener.id)
        assert imported is not None and imported.state == listener.state
        plugin.update(listener, base)
        assert "additionalCertificateArns" not in listener.state
        aws("elbv2").add_listener_certificates(ListenerArn=listener.id, Certificates=[{"CertificateArn": two}])
        refreshed = plugin.refresh(listener)
        assert refreshed is not None and refreshed.state == listener.state, "certificates of others are left alone"
        plugin.update(listener, {**base, "certificateArn": three})
        assert listener["certificateArn"] == three

    def test_certificate_issued_a_moment_ago(
        self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from privateapi.sandbox.aws.corrections import elbv2_listener

        place = Place(plugin)
        certificate = import_certificate(aws)
        answers = iter([False, True])
        with monkeypatch.context() as patched:
            patched.setattr(elbv2_listener, "_certificate_exists", lambda *_: next(answers))
            patched.setattr(tenacity, "sleep_using_event", lambda _: lambda _: None)
            inputs = place.listener(
                protocol="TLS", certificateArn=certificate, defaultActions=forward(place.group("TLS"))
            )
            assert plugin.create(TOKEN, inputs)["certificateArn"] == certificate

    def test_alpn(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        base = place.listener(
            protocol="TLS", certificateArn=import_certificate(aws), defaultActions=forward(place.group("TLS"))
        )
        listener = plugin.create(TOKEN, {**base, "alpnPolicy": "HTTP2Only"})
        assert described(aws, listener.id)["AlpnPolicy"] == ["HTTP2Only"]
        plugin.update(listener, base)
        assert listener["alpnPolicy"] == "None"
        assert described(aws, listener.id).get("AlpnPolicy") in (None, [], ["None"])

    def test_idle_timeout(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin)
        base = place.listener(defaultActions=forward(place.group()))
        listener = plugin.create(TOKEN, {**base, "tcpIdleTimeoutSeconds": 60})
        answer = aws("elbv2").describe_listener_attributes(ListenerArn=listener.id)["Attributes"]
        assert {"Key": "tcp.idle_timeout.seconds", "Value": "60"} in answer
        plugin.update(listener, base)
        assert listener["tcpIdleTimeoutSeconds"] == 350

    def test_mutual_authentication(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin, "application")
        store = "arn:aws:elasticloadbalancing:us-east-1:123456789012:truststore/clients/1"
        base = place.listener(
            protocol="HTTPS", certificateArn=import_certificate(aws), defaultActions=forward(place.group("HTTP"))
        )
        verify = {"mode": "verify", "trustStoreArn": store}
        listener = plugin.create(TOKEN, {**base, "mutualAuthentication": verify})
        assert listener["mutualAuthentication"] == {
            **verify,
            "ignoreClientCertificateExpiry": False,
            "advertiseTrustStoreCaNames": "off",
        }
        imported = plugin.import_(TOKEN, listener.id)
        assert imported is not None and imported.state == listener.state
        plugin.update(listener, {**base, "mutualAuthentication": {"mode": "off"}})
        assert listener["mutualAuthentication"]["mode"] == "off"
        plugin.update(listener, {**base, "mutualAuthentication": verify})
        plugin.update(listener, base)
        assert "mutualAuthentication" not in listener.state
        assert described(aws, listener.id)["MutualAuthentication"] == {"Mode": "off"}

    def test_gateway(self, plugin: Plugin, aws: Clients) -> None:
        place = Place(plugin, "gateway")
        inputs = place.listener(port=None, protocol=None, defaultActions=forward(place.group("GENEVE", 6081)))
        listener = plugin.create(TOKEN, inputs)
        assert "port" not in listener.state and "protocol" not in listener.state
        imported = plugin.import_(TOKEN, listener.id)
        assert imported is not None and imported.state == listener.state

    def test_target_group_not_known_yet(self, plugin: Plugin) -> None:
        inputs = {
            "loadBalancerArn": BALANCER,
            "port": 80,
            "protocol": "HTTP",
            "defaultActions": [{"type": "forward", "forward": {"targetGroups": [{"arn": UNKNOWN}, {"arn": GROUP}]}}],
        }
        checked = plugin.check(urn_of(TOKEN, "main"), inputs)
        groups = checked["defaultActions"][0]["forward"]["targetGroups"]
        assert [each["arn"] for each in groups] in ([UNKNOWN, GROUP], [GROUP, UNKNOWN])
        checked = plugin.check(urn_of(TOKEN, "main"), {**inputs, "defaultActions": forward(UNKNOWN)})
        assert checked["defaultActions"] == forward(UNKNOWN)

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "load balancer",
                {"loadBalancerArn": "front"},
                "loadBalancerArn",
                f"'front' is not the ARN of a load balancer; {BALANCER} is one",
            ),
            (
                "no protocol",
                {"protocol": None},
                "protocol",
                "is required with port; leave out both for a gateway load balancer",
            ),
            (
                "no port",
                {"port": None},
                "port",
                "is required with protocol; leave out both for a gateway load balancer",
            ),
            ("no certificate", {"protocol": "TLS"}, "certificateArn", "is required with protocol 'TLS'"),
            (
                "certificate without TLS",
                {"certificateArn": CERTIFICATE},
                "certificateArn",
                "is for TLS and HTTPS; the protocol is 'TCP'",
            ),
            ("policy without TLS", {"sslPolicy": POLICY}, "sslPolicy", "is for TLS and HTTPS; the protocol is 'TCP'"),
            (
                "further certificates without TLS",
                {"port": None, "protocol": None, "additionalCertificateArns": [CERTIFICATE]},
                "additionalCertificateArns",
                "is for TLS and HTTPS; there is none",
            ),
            ("ALPN without TLS", {"alpnPolicy": "HTTP2Only"}, "alpnPolicy", "is for TLS; the protocol is 'TCP'"),
            (
                "client certificates without HTTPS",
                {"mutualAuthentication": {"mode": "passthrough"}},
                "mutualAuthentication",
                "is for HTTPS; the protocol is 'TCP'",
            ),
            (
                "no trust store",
                {
                    "protocol": "HTTPS",
                    "certificateArn": CERTIFICATE,
                    "mutualAuthentication": {"mode": "verify"},
                },
                "mutualAuthentication.trustStoreArn",
                "is required with mode 'verify'",
            ),
            (
                "needless trust store",
                {
                    "protocol": "HTTPS",
                    "certificateArn": CERTIFICATE,
                    "mutualAuthentication": {"mode": "off", "trustStoreArn": "arn:aws:x"},
                },
                "mutualAuthentication.trustStoreArn",
                "is for mode 'verify'; the mode is 'off'",
            ),
            (
                "idle timeout of UDP",
                {"protocol": "UDP", "tcpIdleTimeoutSeconds": 60},
                "tcpIdleTimeoutSeconds",
                "is for TCP and gateway load balancers; the protocol is 'UDP'",
            ),
            (
                "short idle timeout",
                {"tcpIdleTimeoutSeconds": 10},
                "tcpIdleTimeoutSeconds",
                "10 should be greater than or equal to 60",
            ),
            (
                "two actions",
                {"defaultActions": forward(GROUP) * 2},
                "defaultActions",
                "there are 2 actions; one action would be right",
            ),
            (
                "no target group",
                {"defaultActions": [{"type": "forward"}]},
                "defaultActions[0].targetGroupArn",
                "or forward is required with type 'forward'; give one of the two",
            ),
            (
                "target group",
                {"defaultActions": forward("front")},
                "defaultActions[0].targetGroupArn",
                f"'front' is not the ARN of a target group; {GROUP} is one",
            ),
            (
                "weight",
                {
                    "defaultActions": [
                        {"type": "forward", "forward": {"targetGroups": [{"arn": GROUP, "weight": 1000}]}}
                    ]
                },
                "defaultActions[0].forward.targetGroups[0].weight",
                "1000 should be less than or equal to 999",
            ),
            (
                "answer of a network load balancer",
                {"defaultActions": [{"type": "fixed-response", "fixedResponse": {"statusCode": "200"}}]},
                "defaultActions[0].type",
                "'fixed-response' is for HTTP and HTTPS; the protocol is 'TCP'",
            ),
            (
                "no answer",
                {"protocol": "HTTP", "defaultActions": [{"type": "fixed-response"}]},
                "defaultActions[0].fixedResponse",
                "is required with type 'fixed-response'",
            ),
            (
                "status",
                {
                    "protocol": "HTTP",
                    "defaultActions": [{"type": "fixed-response", "fixedResponse": {"statusCode": 301}}],
                },
                "defaultActions[0].fixedResponse.statusCode",
                "'301' is not a status that a listener may answer; 200 to 299 and 400 to 599 are",
            ),
            (
                "answer of another type",
                {
                    "protocol": "HTTP",
                    "defaultActions": [
                        {"type": "forward", "targetGroupArn": GROUP, "redirect": {"statusCode": "HTTP_301", "port": 1}}
                    ],
                },
                "defaultActions[0].redirect",
                "does not go with type 'forward'",
            ),
            (
                "target group of another type",
                {
                    "protocol": "HTTP",
                    "defaultActions": [
                        {
                            "type": "redirect",
                            "targetGroupArn": GROUP,
                            "redirect": {"statusCode": "HTTP_301", "port": 443},
                        }
                    ],
                },
                "defaultActions[0].targetGroupArn",
                "does not go with type 'redirect'",
            ),
            (
                "redirect in a circle",
                {
                    "protocol": "HTTP",
                    "defaultActions": [{"type": "redirect", "redirect": {"statusCode": "HTTP_301"}}],
                },
                "defaultActions[0].redirect",
                "leads back to the same place; change the protocol, port, host or path",
            ),
            (
                "redirect to HTTP",
                {
                    "protocol": "HTTPS",
                    "certificateArn": CERTIFICATE,
                    "defaultActions": [
                        {"type": "redirect", "redirect": {"statusCode": "HTTP_301", "protocol": "HTTP"}}
                    ],
                },
                "defaultActions[0].redirect.protocol",
                "'HTTP' is less safe than the listener's HTTPS, which AWS refuses",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        base = {"loadBalancerArn": BALANCER, "port": 443, "protocol": "TCP", "defaultActions": forward(GROUP)}
        news = {key: value for key, value in {**base, **inputs}.items() if value is not None}
        assert plugin.faults(urn_of(TOKEN, "main"), news)[1] == {path: reason}
