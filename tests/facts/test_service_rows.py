"""Every row of `services.yaml`, one by one."""

from __future__ import annotations

import re

import botocore.session
import pytest

from privateapi.facts.naming import Choice, Range
from privateapi.facts.quotas import quota_table
from privateapi.facts.services import service_choice, service_facts, service_range

FACTS = service_facts()


def _enum(service: str, shape: str) -> set[str]:
    return set(botocore.session.get_session().get_service_model(service).shape_for(shape).enum)


@pytest.mark.parametrize("row", FACTS.ranges.values(), ids=list(FACTS.ranges))
def test_range_row(row: Range) -> None:
    assert row.cloud == "aws" and row.id.startswith("aws.") and row.source
    assert 0 <= row.lowest <= row.highest
    assert row.lowest in row and row.highest in row and row.highest + 1 not in row


@pytest.mark.parametrize("row", FACTS.choices.values(), ids=list(FACTS.choices))
def test_choice_row(row: Choice) -> None:
    assert row.cloud == "aws" and row.id.startswith("aws.") and row.source
    assert row.values and len(set(row.values)) == len(row.values)
    if row.id.endswith("_pattern") or row.id.startswith("aws.dns_name."):
        for pattern in row.values:
            re.compile(pattern)


@pytest.mark.parametrize(
    ("choice", "service", "shape"),
    [
        ("aws.route53.latency_regions", "route53", "ResourceRecordSetRegion"),
        ("aws.route53.failover", "route53", "ResourceRecordSetFailover"),
        ("aws.endpoint.records_for.dualstack", "ec2", "DnsRecordIpType"),
    ],
)
def test_choice_is_that_of_the_service_model(choice: str, service: str, shape: str) -> None:
    assert set(service_choice(choice).values) == _enum(service, shape)


def test_protocols_are_those_of_the_service_model() -> None:
    assert set(service_choice("aws.elb.nlb_protocols").values) <= _enum("elbv2", "ProtocolEnum")
    for protocol in service_choice("aws.elb.nlb_protocols").values:
        assert set(service_choice(f"aws.elb.groups_for.{protocol}").values) <= _enum("elbv2", "ProtocolEnum")


def test_security_policies_of_domains_are_those_of_the_service_model() -> None:
    newer, older = service_choice("aws.apigw.tls12_policies"), service_choice("aws.apigw.older_policies")
    assert {*newer.values, *older.values} == _enum("apigateway", "SecurityPolicy")
    assert not set(newer.values) & set(older.values)


def test_security_policies_of_listeners() -> None:
    newer, older = service_choice("aws.elb.tls12_policies"), service_choice("aws.elb.older_policies")
    assert not set(newer.values) & set(older.values)
    assert service_choice("aws.elb.default_policy").values[0] in older
    for name in newer.values:
        assert re.search(r"-(TLS13|TLS|FS)-1-[23]-", name), name


def test_perimeter_keys_exist() -> None:
    keys = service_choice("aws.iam.global_keys")
    for choice in ("aws.iam.network_keys", "aws.iam.perimeter_keys", "aws.iam.time_keys"):
        assert set(service_choice(choice).values) <= set(keys.values)
    # The key of document 004, which does not exist.
    assert "aws:PrincipalVpc" not in keys


def test_ports_of_every_engine_family() -> None:
    for family in _enum("rds", "EngineFamily"):
        assert service_range(f"aws.rds.port.{family}").lowest in service_range("aws.port")


def test_timeout_agrees_with_quota() -> None:
    assert service_range("aws.apigw.timeout").highest == quota_table().quotas["aws.apigw.timeout"].default


@pytest.mark.parametrize(
    ("case", "choice", "name", "region"),
    [
        (
            "a Network Load Balancer",
            "aws.dns_name.network_balancer",
            "door-0a1b.elb.us-west-2.amazonaws.com",
            "us-west-2",
        ),
        (
            "an Application Load Balancer",
            "aws.dns_name.application_balancer",
            "internal-web-12.eu-west-1.elb.amazonaws.com",
            "eu-west-1",
        ),
        (
            "an endpoint",
            "aws.dns_name.endpoint",
            "vpce-0a1-2b3.execute-api.eu-west-1.vpce.amazonaws.com",
            "eu-west-1",
        ),
        ("an API domain", "aws.dns_name.api_domain", "d-abc123.execute-api.sa-east-1.amazonaws.com", "sa-east-1"),
    ],
)
def test_names_that_aws_gives(case: str, choice: str, name: str, region: str) -> None:
    matches = {
        row.id: match["region"]
        for row in FACTS.choices.values()
        if row.id.startswith("aws.dns_name.") and (match := re.match(row.values[0], name))
    }
    assert matches == {choice: region}


def test_facts_are_read_once() -> None:
    assert service_facts() is service_facts()
