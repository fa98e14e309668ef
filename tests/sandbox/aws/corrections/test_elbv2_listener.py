"""Listeners answer as in AWS: one per port, certificates, fitting target groups, changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from moto.acm.models import acm_backends

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate, make_network

Check = Callable[[Clients], None]


class Setup:
    """A network load balancer, target groups and a certificate."""

    def __init__(self, aws: Clients) -> None:
        self.aws = aws
        self.elbv2 = aws("elbv2")
        self.network = make_network(aws)
        self.balancer = self.make_balancer("api")
        self.group = self.make_group("tls", "TLS")
        self.certificate = import_certificate(aws)

    def make_balancer(self, name: str) -> str:
        return str(
            self.elbv2.create_load_balancer(
                Name=name, Type="network", Scheme="internal", Subnets=list(self.network.subnets)
            )["LoadBalancers"][0]["LoadBalancerArn"]
        )

    def make_group(self, name: str, protocol: str, vpc: str = "") -> str:
        return str(
            self.elbv2.create_target_group(
                Name=name, Protocol=protocol, Port=443, VpcId=vpc or self.network.vpc, TargetType="ip"
            )["TargetGroups"][0]["TargetGroupArn"]
        )

    def tls(self, **changes: Any) -> dict[str, Any]:
        arguments = {
            "LoadBalancerArn": self.balancer,
            "Port": 443,
            "Protocol": "TLS",
            "Certificates": [{"CertificateArn": self.certificate}],
            "DefaultActions": [{"Type": "forward", "TargetGroupArn": self.group}],
            **changes,
        }
        return {key: value for key, value in arguments.items() if value is not None}

    def make(self, **changes: Any) -> dict[str, Any]:
        listener: dict[str, Any] = self.elbv2.create_listener(**self.tls(**changes))["Listeners"][0]
        return listener

    def describe(self, listener: dict[str, Any]) -> dict[str, Any]:
        (found,) = self.elbv2.describe_listeners(ListenerArns=[listener["ListenerArn"]])["Listeners"]
        described: dict[str, Any] = found
        return described


def tls_listener_is_complete(aws: Clients) -> None:
    setup = Setup(aws)
    listener = setup.make(AlpnPolicy=["HTTP2Preferred"])
    assert listener["ListenerArn"].startswith(setup.balancer.replace(":loadbalancer/net/", ":listener/net/") + "/")
    assert listener["SslPolicy"] == "ELBSecurityPolicy-2016-08"
    assert listener["AlpnPolicy"] == ["HTTP2Preferred"]
    assert setup.describe(listener) == listener


def tcp_listener_has_no_tls_policy(aws: Clients) -> None:
    setup = Setup(aws)
    actions = [{"Type": "forward", "TargetGroupArn": setup.make_group("tcp", "TCP")}]
    listener = setup.make(Protocol="TCP", Certificates=None, DefaultActions=actions)
    assert "SslPolicy" not in listener
    assert "Certificates" not in listener


def port_is_taken_once(aws: Clients) -> None:
    setup = Setup(aws)
    first = setup.make()
    assert setup.make()["ListenerArn"] == first["ListenerArn"], "the same settings again"
    different = setup.tls(SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06")
    assert error_code(setup.elbv2.create_listener, **different) == "DuplicateListener"


def mutual_authentication_is_kept(aws: Clients) -> None:
    setup = Setup(aws)
    balancer = setup.elbv2.create_load_balancer(
        Name="web", Type="application", Scheme="internal", Subnets=list(setup.network.subnets)
    )["LoadBalancers"][0]["LoadBalancerArn"]
    web = {
        "LoadBalancerArn": balancer,
        "Protocol": "HTTPS",
        "DefaultActions": [{"Type": "forward", "TargetGroupArn": setup.make_group("web", "HTTP")}],
    }
    listener = setup.make(**web, MutualAuthentication={"Mode": "passthrough"})
    assert setup.describe(listener)["MutualAuthentication"] == {"Mode": "passthrough"}
    setup.elbv2.modify_listener(ListenerArn=listener["ListenerArn"], MutualAuthentication={"Mode": "off"})
    assert setup.describe(listener)["MutualAuthentication"] == {"Mode": "off"}


def tls_listener_can_be_changed(aws: Clients) -> None:
    setup = Setup(aws)
    listener = setup.make()
    other_certificate = import_certificate(aws, "other.example.internal")
    other_group = setup.make_group("other", "TLS")
    changed = setup.elbv2.modify_listener(
        ListenerArn=listener["ListenerArn"],
        Port=8443,
        Protocol="TLS",
        SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates=[{"CertificateArn": other_certificate}],
        AlpnPolicy=["HTTP1Only"],
        DefaultActions=[{"Type": "forward", "TargetGroupArn": other_group}],
    )["Listeners"][0]
    assert setup.describe(listener) == changed
    assert (changed["Port"], changed["SslPolicy"]) == (8443, "ELBSecurityPolicy-TLS13-1-2-2021-06")
    assert [item["CertificateArn"] for item in changed["Certificates"]] == [other_certificate]
    assert changed["AlpnPolicy"] == ["HTTP1Only"]
    assert changed["DefaultActions"][0]["TargetGroupArn"] == other_group
    groups = setup.elbv2.describe_target_groups()["TargetGroups"]
    used = {group["TargetGroupArn"]: group["LoadBalancerArns"] for group in groups}
    assert used == {setup.group: [], other_group: [setup.balancer]}
    setup.elbv2.delete_target_group(TargetGroupArn=setup.group)


def target_group_is_free_after_deletion(aws: Clients) -> None:
    setup = Setup(aws)
    listener = setup.make()
    delete = setup.elbv2.delete_target_group
    assert error_code(delete, TargetGroupArn=setup.group) == "ResourceInUse"
    setup.elbv2.delete_listener(ListenerArn=listener["ListenerArn"])
    (group,) = setup.elbv2.describe_target_groups()["TargetGroups"]
    assert group["LoadBalancerArns"] == []
    assert error_code(delete, TargetGroupArn=setup.group) == ""


CHECKS = [
    mutual_authentication_is_kept,
    tls_listener_is_complete,
    tcp_listener_has_no_tls_policy,
    port_is_taken_once,
    tls_listener_can_be_changed,
    target_group_is_free_after_deletion,
]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


def refused(setup: Setup) -> dict[str, tuple[dict[str, Any], str]]:
    def forward(group: str) -> dict[str, Any]:
        return {"DefaultActions": [{"Type": "forward", "TargetGroupArn": group}]}

    missing = setup.certificate[:-12] + "000000000000"
    udp, tcp = setup.make_group("udp", "UDP"), setup.make_group("tcp", "TCP")
    elsewhere = setup.make_group("elsewhere", "TLS", make_network(setup.aws, second_octet=1).vpc)
    used = setup.make_group("used", "TLS")
    setup.make(LoadBalancerArn=setup.make_balancer("other"), **forward(used))
    return {
        "TLS without a certificate": ({"Certificates": None}, "ValidationError"),
        "a certificate that is missing": (
            {"Certificates": [{"CertificateArn": missing}]},
            "CertificateNotFound",
        ),
        "a TLS policy that is missing": ({"SslPolicy": "no-such-policy"}, "SSLPolicyNotFound"),
        "an ALPN policy that is none": ({"AlpnPolicy": ["h3"]}, "ALPNPolicyNotFound"),
        "a TLS listener for a UDP group": (forward(udp), "IncompatibleProtocols"),
        "a TCP listener for a TLS group": ({"Protocol": "TCP", "Certificates": None}, "IncompatibleProtocols"),
        "a TCP listener with a certificate": ({"Protocol": "TCP", **forward(tcp)}, "InvalidConfigurationRequest"),
        "a group of another VPC": (forward(elsewhere), "InvalidConfigurationRequest"),
        "a group of another load balancer": (forward(used), "TargetGroupAssociationLimit"),
        "a fixed response": (
            {"DefaultActions": [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}]},
            "InvalidLoadBalancerAction",
        ),
    }


CASES = [
    "TLS without a certificate",
    "a certificate that is missing",
    "a TLS policy that is missing",
    "an ALPN policy that is none",
    "a TLS listener for a UDP group",
    "a TCP listener for a TLS group",
    "a TCP listener with a certificate",
    "a group of another VPC",
    "a group of another load balancer",
    "a fixed response",
]


def refuse(aws: Clients, case: str) -> None:
    setup = Setup(aws)
    arguments, code = refused(setup)[case]
    assert error_code(setup.elbv2.create_listener, **setup.tls(**arguments)) == code
    assert setup.elbv2.describe_listeners(LoadBalancerArn=setup.balancer)["Listeners"] == []


def test_all_refusals_are_tested(aws: Clients) -> None:
    assert list(refused(Setup(aws))) == CASES


@pytest.mark.parametrize("case", CASES)
def test_create_refuses(aws: Clients, case: str) -> None:
    refuse(aws, case)


@pytest.mark.parametrize("case", [case for case in CASES if case != "a certificate that is missing"])
def test_create_refuses_canary(canary: Callable[[Check], None], case: str) -> None:
    canary(lambda aws: refuse(aws, case))


def test_modify_refuses_before_it_changes_anything(aws: Clients) -> None:
    setup = Setup(aws)
    listener = setup.make()
    tcp = [{"Type": "forward", "TargetGroupArn": setup.make_group("tcp", "TCP")}]
    setup.make(Port=80, Protocol="TCP", Certificates=None, DefaultActions=tcp)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"Port": 80}, "DuplicateListener"),
        ({"Protocol": "TCP"}, "IncompatibleProtocols"),
        ({"SslPolicy": "no-such-policy"}, "SSLPolicyNotFound"),
        ({"Protocol": "HTTP"}, "ValidationError"),
    ]
    for arguments, code in cases:
        change = {"ListenerArn": listener["ListenerArn"], **arguments}
        assert error_code(setup.elbv2.modify_listener, **change) == code
        assert setup.describe(listener) == listener
    assert error_code(setup.elbv2.modify_listener, ListenerArn=listener["ListenerArn"] + "0") == "ListenerNotFound"


def test_certificate_must_be_issued(aws: Clients) -> None:
    setup = Setup(aws)
    acm_backends["123456789012"]["us-east-1"]._certificates[setup.certificate].status = "REVOKED"
    assert error_code(setup.elbv2.create_listener, **setup.tls()) == "UnsupportedCertificate"
