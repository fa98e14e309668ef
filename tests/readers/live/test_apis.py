"""Custom domain names read from the sandbox: a public and a private one of one name are told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from privateapi.readers.live import apis
from privateapi.readers.live.place import Place
from privateapi.sandbox.aws.server import Endpoint, serve
from privateapi.sandbox.aws.testing import Clients
from privateapi.topology.model import ApiDomain, ApiMapping, DomainAccessAssociation, Topology, VpcEndpoint
from privateapi.topology.values import Known
from tests.sandbox.aws.corrections.test_apigateway_domain_access import associate, make_domain, make_endpoint

NAME = "api.example.internal"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serve() as started:
        yield started


@pytest.fixture
def aws(endpoint: Endpoint) -> Clients:
    """An empty account."""
    endpoint.reset()
    return Clients(endpoint)


def test_domains_of_one_name(aws: Clients) -> None:
    gateway = aws("apigateway")
    domains = {kind: make_domain(aws, kind) for kind in ("REGIONAL", "PRIVATE")}
    number = domains["PRIVATE"].rpartition("+")[2]
    made = {}
    for kind, own in (("REGIONAL", {}), ("PRIVATE", {"domainNameId": number})):
        made[kind] = gateway.create_rest_api(name=kind, endpointConfiguration={"types": ["PRIVATE"]})["id"]
        gateway.create_base_path_mapping(domainName=NAME, restApiId=made[kind], **own)
    vpc_endpoint = make_endpoint(aws)
    association = associate(aws, domains["PRIVATE"], vpc_endpoint)
    place = Place("123456789012", "us-east-1", aws)
    topology = Topology([*apis.domain_names(place), *apis.domain_access_associations(place)])
    mappings = topology.grouped(ApiMapping, "domain", ApiDomain)
    assert not mappings.unresolved
    found = {domain.id.get(): mappings.by_target[domain.key] for domain in topology.of(ApiDomain)}
    assert {id: [each.api.id.get() for each in of] for id, of in found.items()} == {
        NAME: [made["REGIONAL"]],
        f"{NAME}/{number}": [made["PRIVATE"]],
    }
    [access] = topology.of(DomainAccessAssociation)
    assert access.id == Known(association) and access.endpoint.id == Known(vpc_endpoint)
    assert topology.follow(access.domain, ApiDomain).get().id == Known(f"{NAME}/{number}")
    assert topology.identity(access.endpoint, VpcEndpoint) == Known(vpc_endpoint)


def test_no_associations(aws: Clients) -> None:
    assert list(apis.domain_access_associations(Place("123456789012", "us-east-1", aws))) == []
