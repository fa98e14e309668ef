"""Access associations of private domains, which moto lacks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate, make_network

Check = Callable[[Clients], None]


def make_endpoint(aws: Clients, service: str = "execute-api") -> str:
    network = make_network(aws)
    endpoint = aws("ec2").create_vpc_endpoint(
        VpcId=network.vpc,
        ServiceName=f"com.amazonaws.us-east-1.{service}",
        VpcEndpointType="Interface",
        SubnetIds=list(network.subnets),
    )
    return str(endpoint["VpcEndpoint"]["VpcEndpointId"])


def make_domain(aws: Clients, kind: str = "PRIVATE") -> str:
    certificate = {"certificateArn" if kind == "PRIVATE" else "regionalCertificateArn": import_certificate(aws)}
    statement = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": "*"}
    policy = {"policy": json.dumps({"Statement": [statement]})} if kind == "PRIVATE" else {}
    domain = aws("apigateway").create_domain_name(
        domainName="api.example.internal", endpointConfiguration={"types": [kind]}, **certificate, **policy
    )
    return str(domain["domainNameArn"])


def association_lives_and_dies(aws: Clients) -> None:
    gateway = aws("apigateway")
    domain, endpoint = make_domain(aws), make_endpoint(aws)
    asked = {
        "domainNameArn": domain,
        "accessAssociationSourceType": "VPCE",
        "accessAssociationSource": endpoint,
        "tags": {"Name": "api"},
    }
    made = gateway.create_domain_name_access_association(**asked)
    arn = made["domainNameAccessAssociationArn"]
    assert arn == (
        "arn:aws:apigateway:us-east-1:123456789012:/domainnameaccessassociations/domainname/api.example.internal"
        f"/vpcesource/{endpoint}"
    )
    assert gateway.get_domain_name_access_associations()["items"] == [{**asked, "domainNameAccessAssociationArn": arn}]
    assert error_code(gateway.create_domain_name_access_association, **asked) == "ConflictException"
    name, number = domain.rsplit("/", 1)[1].split("+")
    assert error_code(gateway.delete_domain_name, domainName=name, domainNameId=number) == "BadRequestException"
    gateway.delete_domain_name_access_association(domainNameAccessAssociationArn=arn)
    delete = gateway.delete_domain_name_access_association
    assert error_code(delete, domainNameAccessAssociationArn=arn) == "NotFoundException"
    assert gateway.get_domain_name_access_associations()["items"] == []
    assert error_code(gateway.delete_domain_name, domainName=name, domainNameId=number) == ""


def test_corrected(aws: Clients) -> None:
    association_lives_and_dies(aws)


def test_canary(canary: Callable[[Check], None]) -> None:
    canary(association_lives_and_dies)


@pytest.mark.parametrize("case", ["a regional domain", "an endpoint of another service", "a missing endpoint"])
def test_create_refuses(aws: Clients, case: str) -> None:
    domain = make_domain(aws, "REGIONAL" if case == "a regional domain" else "PRIVATE")
    endpoint = make_endpoint(aws, "logs" if case == "an endpoint of another service" else "execute-api")
    asked = {
        "domainNameArn": domain,
        "accessAssociationSourceType": "VPCE",
        "accessAssociationSource": "vpce-0" if case == "a missing endpoint" else endpoint,
    }
    assert error_code(aws("apigateway").create_domain_name_access_association, **asked) == "BadRequestException"
