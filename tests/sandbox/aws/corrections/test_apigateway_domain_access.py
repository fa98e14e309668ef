"""Access associations of private domains, which moto lacks."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate, make_network

Check = Callable[[Clients], None]


def make_endpoint(aws: Clients, service: str = "execute-api", second_octet: int = 0) -> str:
    network = make_network(aws, second_octet=second_octet)
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


def associate(aws: Clients, domain: str, endpoint: str) -> str:
    made = aws("apigateway").create_domain_name_access_association(
        domainNameArn=domain, accessAssociationSourceType="VPCE", accessAssociationSource=endpoint
    )
    return str(made["domainNameAccessAssociationArn"])


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
        "arn:aws:apigateway:us-east-1:123456789012:/domainnameaccessassociations/domainname/"
        f"{domain.rpartition('/')[2]}/vpcesource/{endpoint}"
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


def association_is_tagged(aws: Clients) -> None:
    gateway = aws("apigateway")
    arn = associate(aws, make_domain(aws), make_endpoint(aws))
    gateway.tag_resource(resourceArn=arn, tags={"team": "orders", "cost": "1"})
    gateway.untag_resource(resourceArn=arn, tagKeys=["cost"])
    assert gateway.get_tags(resourceArn=arn)["tags"] == {"team": "orders"}
    found = aws("resourcegroupstaggingapi").get_resources(TagFilters=[{"Key": "team"}])["ResourceTagMappingList"]
    assert [each["ResourceARN"] for each in found] == [arn]
    assert error_code(gateway.get_tags, resourceArn=f"{arn}0") == "NotFoundException"


CHECKS: list[Check] = [association_lives_and_dies, association_is_tagged]


@pytest.mark.parametrize("check", CHECKS)
def test_corrected(aws: Clients, check: Check) -> None:
    check(aws)


@pytest.mark.parametrize("check", CHECKS)
def test_canary(canary: Callable[[Check], None], check: Check) -> None:
    canary(check)


@pytest.mark.parametrize(
    "case", ["a regional domain", "an endpoint of another service", "a missing endpoint", "a missing domain", "no ARN"]
)
def test_create_refuses(aws: Clients, case: str) -> None:
    domain = make_domain(aws, "REGIONAL" if case == "a regional domain" else "PRIVATE")
    endpoint = make_endpoint(aws, "logs" if case == "an endpoint of another service" else "execute-api")
    domains = {"a missing domain": f"{domain}0", "no ARN": "api.example.internal"}
    asked = {
        "domainNameArn": domains.get(case, domain),
        "accessAssociationSourceType": "VPCE",
        "accessAssociationSource": "vpce-0" if case == "a missing endpoint" else endpoint,
    }
    assert error_code(aws("apigateway").create_domain_name_access_association, **asked) == "BadRequestException"


def test_one_domain_of_a_name_for_an_endpoint(aws: Clients) -> None:
    """An endpoint cannot invoke two private domains of the same name; different endpoints can."""
    first, endpoint = make_domain(aws), make_endpoint(aws)
    second = make_domain(aws)
    associate(aws, first, endpoint)
    with pytest.raises(ClientError, match="already exists"):
        associate(aws, second, endpoint)
    assert associate(aws, second, make_endpoint(aws, second_octet=1))


def test_private_domain_refuses(aws: Clients) -> None:
    create = aws("apigateway").create_domain_name
    certificate = import_certificate(aws)
    private = {"endpointConfiguration": {"types": ["PRIVATE"]}, "certificateArn": certificate}
    assert error_code(create, domainName="*.example.internal", **private) == "BadRequestException"
    private["endpointConfiguration"] = {"types": ["PRIVATE"], "ipAddressType": "ipv4"}
    assert error_code(create, domainName="api.example.internal", **private) == "BadRequestException"


def test_other_account(aws: Clients) -> None:
    """A domain that is shared by its management policy: another account associates, and the owner rejects it."""
    mine, domain = aws("apigateway"), make_domain(aws)
    consumer = aws.in_account("444455556666")
    theirs, endpoint = consumer("apigateway"), make_endpoint(consumer)
    with pytest.raises(ClientError, match="Invalid domain name ARN"):
        associate(consumer, domain, endpoint)
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
        "Action": "apigateway:CreateAccessAssociation",
        "Resource": domain,
    }
    name, number = domain.rpartition("/")[2].split("+")
    policy = {"op": "replace", "path": "/managementPolicy", "value": json.dumps({"Statement": statement})}
    mine.update_domain_name(domainName=name, domainNameId=number, patchOperations=[policy])
    arn = associate(consumer, domain, endpoint)
    assert ":444455556666:/domainnameaccessassociations/" in arn
    assert mine.get_domain_name_access_associations()["items"] == []
    [shown] = mine.get_domain_name_access_associations(resourceOwner="OTHER_ACCOUNTS")["items"]
    assert shown["domainNameAccessAssociationArn"] == arn
    assert error_code(mine.delete_domain_name, domainName=name, domainNameId=number) == "BadRequestException"
    reject = mine.reject_domain_name_access_association
    other = {"domainNameAccessAssociationArn": arn, "domainNameArn": f"{domain}0"}
    assert error_code(reject, **other) == "BadRequestException"
    reject(domainNameAccessAssociationArn=arn, domainNameArn=domain)
    assert theirs.get_domain_name_access_associations()["items"] == []
    assert error_code(reject, domainNameAccessAssociationArn=arn, domainNameArn=domain) == "NotFoundException"
    assert error_code(mine.delete_domain_name, domainName=name, domainNameId=number) == ""


def test_own_association_is_not_rejected(aws: Clients) -> None:
    domain = make_domain(aws)
    arn = associate(aws, domain, make_endpoint(aws))
    reject = aws("apigateway").reject_domain_name_access_association
    assert error_code(reject, domainNameAccessAssociationArn=arn, domainNameArn=domain) == "NotFoundException"


def test_private_domain_leads_to_private_apis(aws: Clients) -> None:
    """A public API is not mapped to a private domain, and an API that is mapped there stays private."""
    gateway, domain = aws("apigateway"), make_domain(aws)
    name, number = domain.rpartition("/")[2].split("+")
    public, private = (
        gateway.create_rest_api(name="orders", endpointConfiguration={"types": [kind]})["id"]
        for kind in ("REGIONAL", "PRIVATE")
    )
    mapping = {"domainName": name, "domainNameId": number}
    assert error_code(gateway.create_base_path_mapping, restApiId=public, **mapping) == "BadRequestException"
    gateway.create_base_path_mapping(restApiId=private, **mapping)
    to_regional = [{"op": "replace", "path": "/endpointConfiguration/types/PRIVATE", "value": "REGIONAL"}]
    update = gateway.update_rest_api
    assert error_code(update, restApiId=private, patchOperations=to_regional) == "BadRequestException"
    gateway.delete_base_path_mapping(basePath="(none)", **mapping)
    assert error_code(update, restApiId=private, patchOperations=to_regional) == ""
