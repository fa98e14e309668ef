"""API Gateway domain name access association."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.resources.apigateway import domain_name_access_association
from privateapi.sandbox.aws.testing import Clients, import_certificate, make_network
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.apigateway.test_rest_api import allow
from tests.resources.lifecycle import Lifecycle

DOMAIN = "api.internal.example.com"
ARN = f"arn:aws:apigateway:us-east-1:123456789012:/domainnames/{DOMAIN}+abcd1234"


class TestDomainNameAccessAssociation(Lifecycle):
    token = "privateapi:apigateway:DomainNameAccessAssociation"
    update = {"tags": {"team": "payments"}}
    replace = {"accessAssociationSource": "another endpoint"}

    @pytest.fixture(autouse=True)
    def prerequisites(self, aws: Clients) -> Iterator[None]:
        """A PRIVATE domain name and two execute-api endpoints."""
        api, ec2 = aws("apigateway"), aws("ec2")
        self.certificate = import_certificate(aws, DOMAIN)
        self.domain = self.make_domain(aws)
        network = make_network(aws)
        self.endpoints = [
            ec2.create_vpc_endpoint(
                VpcId=network.vpc,
                ServiceName="com.amazonaws.us-east-1.execute-api",
                VpcEndpointType="Interface",
                SubnetIds=list(network.subnets),
                PrivateDnsEnabled=False,
            )["VpcEndpoint"]["VpcEndpointId"]
            for _ in range(2)
        ]
        yield
        for domain in api.get_domain_names()["items"]:
            if domain["domainName"] == DOMAIN:
                api.delete_domain_name(domainName=DOMAIN, domainNameId=domain["domainNameId"])
        aws("acm").delete_certificate(CertificateArn=self.certificate)
        ec2.delete_vpc_endpoints(VpcEndpointIds=self.endpoints)
        for subnet in network.subnets:
            ec2.delete_subnet(SubnetId=subnet)
        ec2.delete_vpc(VpcId=network.vpc)

    @pytest.fixture
    def plugin(self, plugin: Plugin, prerequisites: None) -> Iterator[Plugin]:
        """Associations go before the domain name and the endpoints."""
        yield plugin
        plugin.clean_up()

    def make_domain(self, aws: Clients) -> str:
        """Make a PRIVATE domain name of the same name; returns its ARN."""
        made = aws("apigateway").create_domain_name(
            domainName=DOMAIN,
            certificateArn=self.certificate,
            endpointConfiguration={"types": ["PRIVATE"]},
            policy=json.dumps(allow()),
        )
        return str(made["domainNameArn"])

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "domainNameArn": self.domain,
            "accessAssociationSource": self.endpoints[0],
            "tags": {"team": "orders"},
        }

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {"accessAssociationSource": self.endpoints[1]} if "accessAssociationSource" in changes else {}
        return {**changes, **given}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        found = aws("apigateway").get_domain_name_access_associations()["items"]
        return kept.id not in [each["domainNameAccessAssociationArn"] for each in found]

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        association = plugin.create(self.token, self.inputs(plugin, aws))
        name = self.domain.rpartition("/")[2]
        path = f"/domainnameaccessassociations/domainname/{name}/vpcesource/{self.endpoints[0]}"
        assert association["arn"] == association.id == f"arn:aws:apigateway:us-east-1:123456789012:{path}"
        assert association["accessAssociationSourceType"] == "VPCE"

    def test_pages(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(domain_name_access_association, "PAGE_SIZE", 1)
        inputs = self.inputs(plugin, aws)
        made = [
            plugin.create(self.token, {**inputs, "accessAssociationSource": endpoint}, name=endpoint)
            for endpoint in self.endpoints
        ]
        refreshed = [plugin.refresh(each) for each in made]
        assert [each and each.id for each in refreshed] == [each.id for each in made]

    def test_other_domain_of_the_same_name(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        association = plugin.create(self.token, inputs)
        news = plugin.check(association.urn, {**inputs, "domainNameArn": self.make_domain(aws)}, association.inputs)
        difference = plugin.diff(association, news)
        assert difference.replaces == ["domainNameArn"] and difference.delete_first

    def test_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        text = r"^creating API Gateway Domain Name Access Association \(second\): ConflictException"
        with pytest.raises(Refused, match=text):
            plugin.create(self.token, inputs, name="second")

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        mark = hashlib.sha256(urn_of(self.token, "killed").encode()).hexdigest()[:32]
        made = aws("apigateway").create_domain_name_access_association(
            domainNameArn=self.domain,
            accessAssociationSourceType="VPCE",
            accessAssociationSource=self.endpoints[0],
            tags={MARK: mark, "team": "orders"},
        )
        association = plugin.create(self.token, self.inputs(plugin, aws), name="killed")
        assert association.id == made["domainNameAccessAssociationArn"]
        assert association["tags"] == {"team": "orders"}

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "a Regional domain name",
                {"domainNameArn": f"arn:aws:apigateway:us-east-1::/domainnames/{DOMAIN}"},
                {
                    "domainNameArn": f"'arn:aws:apigateway:us-east-1::/domainnames/{DOMAIN}' is not the ARN of a "
                    "PRIVATE domain name; arn:aws:apigateway:us-east-1:123456789012:/domainnames/"
                    "api.internal.example.com+abcd1234 would be one"
                },
            ),
            (
                "another Region",
                {"region": "us-west-2"},
                {"domainNameArn": "is a domain name in 'us-east-1'; the association is in 'us-west-2'"},
            ),
            (
                "a VPC",
                {"accessAssociationSource": "vpc-0123456789abcdef0"},
                {
                    "accessAssociationSource": "'vpc-0123456789abcdef0' is not the id of a VPC endpoint, which is "
                    "written as vpce-0123456789abcdef0"
                },
            ),
            (
                "a kind of source",
                {"accessAssociationSourceType": "VPC"},
                {"accessAssociationSourceType": "'VPC' should be 'VPCE'"},
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"domainNameArn": ARN, "accessAssociationSource": "vpce-0123456789abcdef0", **changes}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults
