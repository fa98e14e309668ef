"""Certificates know their users."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate, make_network

Check = Callable[[Clients], None]


def users(aws: Clients, certificate: str) -> list[str]:
    described = aws("acm").describe_certificate(CertificateArn=certificate)["Certificate"]
    return list(described["InUseBy"])


def listener_uses_its_certificate(aws: Clients) -> None:
    client, network, certificate = aws("elbv2"), make_network(aws), import_certificate(aws)
    balancer = client.create_load_balancer(
        Name="inner", Type="network", Scheme="internal", Subnets=list(network.subnets)
    )["LoadBalancers"][0]["LoadBalancerArn"]
    group = client.create_target_group(Name="group", Protocol="TCP", Port=443, VpcId=network.vpc, TargetType="ip")
    listener = client.create_listener(
        LoadBalancerArn=balancer,
        Protocol="TLS",
        Port=443,
        Certificates=[{"CertificateArn": certificate}],
        DefaultActions=[{"Type": "forward", "TargetGroupArn": group["TargetGroups"][0]["TargetGroupArn"]}],
    )["Listeners"][0]["ListenerArn"]
    assert users(aws, certificate) == [balancer]
    assert [each["InUse"] for each in aws("acm").list_certificates()["CertificateSummaryList"]] == [True]
    delete = aws("acm").delete_certificate
    assert error_code(delete, CertificateArn=certificate) == "ResourceInUseException"
    client.delete_listener(ListenerArn=listener)
    assert users(aws, certificate) == []
    delete(CertificateArn=certificate)


def domain_uses_its_certificate(aws: Clients) -> None:
    certificate = import_certificate(aws)
    domain = aws("apigateway").create_domain_name(
        domainName="api.example.internal",
        regionalCertificateArn=certificate,
        endpointConfiguration={"types": ["REGIONAL"]},
    )
    assert users(aws, certificate) == [domain["domainNameArn"]]
    delete = aws("acm").delete_certificate
    assert error_code(delete, CertificateArn=certificate) == "ResourceInUseException"
    aws("apigateway").delete_domain_name(domainName="api.example.internal")
    delete(CertificateArn=certificate)


CHECKS: list[Check] = [listener_uses_its_certificate, domain_uses_its_certificate]


@pytest.mark.parametrize("check", CHECKS)
def test_in_use(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_plain_moto_still_differs(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)
