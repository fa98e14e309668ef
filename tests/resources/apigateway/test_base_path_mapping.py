"""API Gateway base path mapping."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from privateapi.sandbox.aws.testing import Clients, error_code, import_certificate
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.lifecycle import Lifecycle

DOMAIN = "api.internal.example.com"


class TestBasePathMapping(Lifecycle):
    token = "privateapi:apigateway:BasePathMapping"
    update = {"stage": "next"}
    replace = {"basePath": "payments"}

    @pytest.fixture(autouse=True)
    def prerequisites(self, aws: Clients) -> Iterator[None]:
        """A domain name and an API with two stages."""
        api = aws("apigateway")
        certificate = import_certificate(aws, DOMAIN)
        api.create_domain_name(
            domainName=DOMAIN, regionalCertificateArn=certificate, endpointConfiguration={"types": ["REGIONAL"]}
        )
        self.api = api.create_rest_api(name="orders", endpointConfiguration={"types": ["REGIONAL"]})["id"]
        root = api.get_resources(restApiId=self.api)["items"][0]["id"]
        api.put_method(restApiId=self.api, resourceId=root, httpMethod="GET", authorizationType="NONE")
        api.put_integration(restApiId=self.api, resourceId=root, httpMethod="GET", type="MOCK")
        deployment = api.create_deployment(restApiId=self.api)["id"]
        for stage in ("live", "next"):
            api.create_stage(restApiId=self.api, stageName=stage, deploymentId=deployment)
        yield
        api.delete_domain_name(domainName=DOMAIN)
        api.delete_rest_api(restApiId=self.api)
        aws("acm").delete_certificate(CertificateArn=certificate)

    @pytest.fixture
    def plugin(self, plugin: Plugin, prerequisites: None) -> Iterator[Plugin]:
        """Mappings go before the domain name and the API."""
        yield plugin
        plugin.clean_up()

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"domainName": DOMAIN, "restApiId": self.api, "stage": "live", "basePath": "orders"}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        path = kept.id.partition("/")[2]
        get = aws("apigateway").get_base_path_mapping
        return error_code(get, domainName=DOMAIN, basePath=path) == "NotFoundException"

    def changed(self, plugin: Plugin, aws: Clients, changes: Mapping[str, Any]) -> Mapping[str, Any]:
        return changes

    def test_root(self, plugin: Plugin, aws: Clients) -> None:
        mapping = plugin.create(self.token, {"domainName": DOMAIN, "restApiId": self.api, "stage": "live"})
        assert mapping.id == f"{DOMAIN}/(none)"
        assert mapping.state.get("basePath") is None
        assert mapping["mapping"] == f"{DOMAIN}/ -> {self.api}/live"
        assert plugin.refresh(mapping) is not None

    def test_taken(self, plugin: Plugin, aws: Clients) -> None:
        plugin.create(self.token, self.inputs(plugin, aws))
        with pytest.raises(Refused, match=r"^creating API Gateway Base Path Mapping \(second\): ConflictException"):
            plugin.create(self.token, {**self.inputs(plugin, aws), "stage": "next"}, name="second")

    def test_interrupted_creation(self, plugin: Plugin, aws: Clients) -> None:
        aws("apigateway").create_base_path_mapping(
            domainName=DOMAIN, restApiId=self.api, stage="live", basePath="orders"
        )
        assert plugin.create(self.token, self.inputs(plugin, aws)).id == f"{DOMAIN}/orders"

    @pytest.mark.parametrize(
        ("case", "changes", "faults"),
        [
            ("no API", {"restApiId": None}, {"restApiId": "is required"}),
            (
                "two parts",
                {"basePath": "orders/v1"},
                {
                    "basePath": "'orders/v1' is not one part of a path; letters, digits and $-_.+!*'(), are, and a "
                    "slash is not"
                },
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, changes: dict[str, Any], faults: dict[str, str]) -> None:
        inputs = {"domainName": DOMAIN, "restApiId": "a", **changes}
        assert plugin.faults(urn_of(self.token, "main"), inputs)[1] == faults

    def test_stage_cleared(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        mapping = plugin.create(self.token, inputs)
        del inputs["stage"]
        plugin.update(mapping, inputs)
        found = aws("apigateway").get_base_path_mapping(domainName=DOMAIN, basePath="orders")
        assert "stage" not in found and "stage" not in mapping.state

    def test_other_api(self, plugin: Plugin, aws: Clients) -> None:
        inputs = self.inputs(plugin, aws)
        mapping = plugin.create(self.token, inputs)
        other = aws("apigateway").create_rest_api(name="payments")["id"]
        del inputs["stage"]
        plugin.update(mapping, {**inputs, "restApiId": other})
        assert mapping["restApiId"] == other
        plugin.delete(mapping)
        aws("apigateway").delete_rest_api(restApiId=other)
