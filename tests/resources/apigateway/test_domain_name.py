"""API Gateway custom domain name."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from privateapi.provider.interrupted import MARK
from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.apigateway.test_deployment import make_api
from tests.resources.apigateway.test_rest_api import allow
from tests.resources.lifecycle import Lifecycle

ARN = "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"


class TestDomainName(Lifecycle):
    token = "privateapi:apigateway:DomainName"
    update = {"securityPolicy": "TLS_1_0", "tags": {"team": "payments"}}
    replace = {"domainName": "other.internal.example.com"}

    @pytest.fixture(autouse=True)
    def certificate(self, aws: Clients) -> Iterator[None]:
        self.arn = import_certificate(aws, "api.internal.example.com")
        yield
        aws("acm").delete_certificate(CertificateArn=self.arn)

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "domainName": "api.internal.example.com",
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": self.arn,
            "securityPolicy": "TLS_1_2",
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return error_code(aws("apigateway").get_domain_name, domainName=kept.id) == "NotFoundException"

    def test_target(self, plugin: Plugin, aws: Clients) -> None:
        domain = plugin.create(self.token, self.inputs(plugin, aws))
        assert domain["regionalDomainName"].endswith(".execute-api.us-east-1.amazonaws.com")
        assert domain["regionalHostedZoneId"].startswith("Z")
        assert domain.state.get("distributionDomainName") is None

    def test_certificate_changed(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, inputs)
        other = import_certificate(aws, "api.internal.example.com")
        plugin.update(domain, {**inputs, "regionalCertificateArn": other})
        assert domain["regionalCertificateArn"] == other
        plugin.delete(domain)
        aws("acm").delete_certificate(CertificateArn=other)

    def test_mutual_tls(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        first = {"truststoreUri": "s3://trust/first.pem", "truststoreVersion": "1"}
        domain = plugin.create(self.token, {**inputs, "mutualTlsAuthentication": first})
        assert domain["mutualTlsAuthentication"] == first
        second = {"truststoreUri": "s3://trust/second.pem", "truststoreVersion": "2"}
        plugin.update(domain, {**inputs, "mutualTlsAuthentication": second})
        found = aws("apigateway").get_domain_name(domainName=inputs["domainName"])
        assert found["mutualTlsAuthentication"] == second
        plugin.update(domain, inputs)
        assert "mutualTlsAuthentication" not in domain.state

    def test_choices(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, inputs)
        chosen = {
            "endpointConfiguration": {"types": ["REGIONAL"], "ipAddressType": "dualstack"},
            "routingMode": "ROUTING_RULE_ONLY",
            "securityPolicy": "SecurityPolicy_TLS13_1_3_2025_09",
            "endpointAccessMode": "STRICT",
            "ownershipVerificationCertificateArn": self.arn,
        }
        plugin.update(domain, {**inputs, **chosen})
        assert {wire: domain[wire] for wire in chosen} == chosen

    def test_edge(self, plugin: Plugin, aws: Clients) -> None:
        domain = plugin.create(
            self.token,
            {
                "domainName": "api.internal.example.com",
                "endpointConfiguration": {"types": ["EDGE"]},
                "certificateArn": self.arn,
            },
        )
        assert domain["distributionDomainName"].endswith(".cloudfront.net")
        assert domain.state.get("regionalDomainName") is None

    def test_interrupted(self, plugin: Plugin, aws: Clients) -> None:
        mark = hashlib.sha256(urn_of(self.token, "killed").encode()).hexdigest()[:32]
        inputs = self.inputs(plugin, aws)
        aws("apigateway").create_domain_name(
            domainName=inputs["domainName"],
            regionalCertificateArn=self.arn,
            endpointConfiguration={"types": ["REGIONAL"]},
            tags={MARK: mark, "team": "orders"},
        )
        domain = plugin.create(self.token, inputs, name="killed")
        assert domain["tags"] == {"team": "orders"}

    def test_name_taken(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        plugin.create(self.token, inputs)
        with pytest.raises(Refused, match=r"^creating API Gateway Domain Name \(second\): "):
            plugin.create(self.token, inputs, name="second")

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            (
                "no certificate",
                {"regionalCertificateArn": None},
                {"regionalCertificateArn": "is required for a REGIONAL domain name"},
            ),
            (
                "certificate of the other kind",
                {"certificateArn": ARN},
                {"certificateArn": "a REGIONAL domain name takes regionalCertificateArn instead"},
            ),
            (
                "policy",
                {"policy": {"Statement": []}},
                {"policy": "is for PRIVATE domain names; a REGIONAL one has none"},
            ),
            (
                "policy without principal",
                {
                    "endpointConfiguration": {"types": ["PRIVATE"]},
                    "regionalCertificateArn": None,
                    "certificateArn": ARN,
                    "policy": {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
                },
                {
                    "policy.Statement[0].Principal": "is required: a statement of a resource policy has Principal or "
                    "NotPrincipal"
                },
            ),
            (
                "IPv4 of a private name",
                {
                    "endpointConfiguration": {"types": ["PRIVATE"], "ipAddressType": "ipv4"},
                    "regionalCertificateArn": None,
                    "certificateArn": ARN,
                },
                {"endpointConfiguration.ipAddressType": "'ipv4' is not for PRIVATE domain names; they are 'dualstack'"},
            ),
            (
                "old TLS of a private name",
                {
                    "endpointConfiguration": {"types": ["PRIVATE"]},
                    "regionalCertificateArn": None,
                    "certificateArn": ARN,
                    "securityPolicy": "TLS_1_0",
                },
                {"securityPolicy": "'TLS_1_0' is not for PRIVATE domain names; they have 'TLS_1_2'"},
            ),
            (
                "a private wildcard",
                {
                    "domainName": "*.internal.example.com",
                    "endpointConfiguration": {"types": ["PRIVATE"]},
                    "regionalCertificateArn": None,
                    "certificateArn": ARN,
                },
                {
                    "domainName": "'*.internal.example.com' is a wildcard, which PRIVATE domain names cannot be; write "
                    "the whole name"
                },
            ),
            (
                "management policy",
                {"managementPolicy": {"Statement": []}},
                {"managementPolicy": "is for PRIVATE domain names; a REGIONAL one has none"},
            ),
            (
                "certificate by its name",
                {"regionalCertificateArn": "api.example.com"},
                {"regionalCertificateArn": "'api.example.com' is not the ARN of a certificate"},
            ),
            (
                "name",
                {"domainName": "api_.example..com"},
                {
                    "domainName": "'api_.example..com' has an empty label; labels are 1 to 63 letters, digits and "
                    "hyphens, as in api.internal.example.com"
                },
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {
            "domainName": "api.internal.example.com",
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": ARN,
        }
        assert plugin.faults(urn_of(self.token, "main"), {**inputs, **changes})[1] == faults


class TestPrivateDomainName(Lifecycle):
    """A name that is answered through VPC endpoints only, and told by its id."""

    token = "privateapi:apigateway:DomainName"
    update = {"policy": allow(Condition={"StringEquals": {"aws:SourceVpce": "vpce-1"}}), "tags": {"team": "payments"}}
    replace = {"domainName": "other.internal.example.com"}

    @pytest.fixture(autouse=True)
    def certificate(self, aws: Clients) -> Iterator[None]:
        self.arn = import_certificate(aws, "api.internal.example.com")
        yield
        aws("acm").delete_certificate(CertificateArn=self.arn)

    @pytest.fixture
    def plugin(self, plugin: Plugin, certificate: None) -> Iterator[Plugin]:
        """Names go before their certificate."""
        yield plugin
        plugin.clean_up()

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {
            "domainName": "api.internal.example.com",
            "endpointConfiguration": {"types": ["PRIVATE"]},
            "certificateArn": self.arn,
            "policy": allow(),
            "tags": {"team": "orders"},
        }

    def gone(self, aws: Clients, kept: Kept) -> bool:
        name, id = kept.id.split("/")
        return error_code(aws("apigateway").get_domain_name, domainName=name, domainNameId=id) == "NotFoundException"

    def test_outputs(self, plugin: Plugin, aws: Clients) -> None:
        domain = plugin.create(self.token, self.inputs(plugin, aws))
        path = f"/domainnames/api.internal.example.com+{domain['domainNameId']}"
        assert domain.id == f"api.internal.example.com/{domain['domainNameId']}"
        assert domain["arn"] == f"arn:aws:apigateway:us-east-1:123456789012:{path}"
        assert domain["endpointConfiguration"] == {"types": ["PRIVATE"], "ipAddressType": "dualstack"}

    def test_side_by_side(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        first, second = (plugin.create(self.token, inputs) for _ in range(2))
        assert first["domainNameId"] != second["domainNameId"]

    def test_policy_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, inputs)
        del inputs["policy"]
        plugin.update(domain, inputs)
        assert "policy" not in domain.state

    def test_management_policy(self, plugin: Plugin, aws: Clients) -> None:
        def shared_with(account: str) -> dict[str, Any]:
            statement = {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
                "Action": "apigateway:CreateAccessAssociation",
                "Resource": "arn:aws:apigateway:us-east-1:123456789012:/domainnames/*",
            }
            return {"Version": "2012-10-17", "Statement": [statement]}

        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, {**inputs, "managementPolicy": shared_with("111122223333")})
        assert domain["managementPolicy"] == shared_with("111122223333")
        plugin.update(domain, {**inputs, "managementPolicy": shared_with("444455556666")})
        refreshed = plugin.refresh(domain)
        assert refreshed is not None and refreshed["managementPolicy"] == shared_with("444455556666")
        plugin.update(domain, inputs)
        assert "managementPolicy" not in domain.state and domain["policy"] == inputs["policy"]

    def test_beside_a_regional_one(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        private = plugin.create(self.token, inputs)
        regional = plugin.create(
            self.token,
            {
                "domainName": inputs["domainName"],
                "endpointConfiguration": {"types": ["REGIONAL"]},
                "regionalCertificateArn": self.arn,
            },
            name="regional",
        )
        plugin.delete(private)
        assert plugin.refresh(regional) is not None, "without the id it is the public name that is meant"

    def test_becomes_regional(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        domain = plugin.create(self.token, inputs)
        regional = {
            "domainName": inputs["domainName"],
            "endpointConfiguration": {"types": ["REGIONAL"]},
            "regionalCertificateArn": self.arn,
        }
        difference = plugin.diff(domain, plugin.check(domain.urn, regional, domain.inputs))
        assert difference.replaces == ["endpointConfiguration"] and not difference.delete_first

    def test_mapping(self, plugin: Plugin, aws: Clients) -> None:
        domain = plugin.create(self.token, self.inputs(plugin, aws))
        api = make_api(plugin, endpointConfiguration={"types": ["PRIVATE"]}, policy=allow())
        mapping = plugin.create(
            "privateapi:apigateway:BasePathMapping",
            {
                "domainName": domain["domainName"],
                "domainNameId": domain["domainNameId"],
                "restApiId": api.id,
                "basePath": "orders",
            },
        )
        assert mapping.id == f"api.internal.example.com+{domain['domainNameId']}/orders"
        imported = plugin.import_("privateapi:apigateway:BasePathMapping", mapping.id)
        assert imported is not None and imported.state == mapping.state
