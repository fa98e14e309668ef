"""The table of Alibaba Cloud's products is what the typed clients do: versions, endpoints, encodings."""

from importlib import import_module
from typing import Any

import pytest
from alibabacloud_tea_openapi.utils import Utils

from privateapi.facts.alibaba_products import Product, alibaba_products
from privateapi.facts.alibaba_regions import alibaba_regions
from privateapi.facts.reserved_cidrs import reserved_table

TYPED = {
    "cloudapi": "alibabacloud_cloudapi20160714",
    "ecs": "alibabacloud_ecs20140526",
    "pvtz": "alibabacloud_pvtz20180101",
    "ram": "alibabacloud_ram20150501",
    "resourcemanager": "alibabacloud_resourcemanager20200331",
    "sts": "alibabacloud_sts20150401",
    "vpc": "alibabacloud_vpc20160428",
}
NOT_IN_THE_MAP = {"ap-northeast-2", "cn-heyuan-acdr-1"}
"""Regions of the reserved CIDR blocks that the typed client of API Gateway has no endpoint for."""
CENTRAL = {"pvtz", "ram"}
"""Products whose typed clients make up endpoints for regions that their maps leave out; they have one endpoint."""


def _typed(product: str, region: str) -> Any:
    from alibabacloud_tea_openapi.utils_models import Config

    client = import_module(f"{TYPED[product]}.client").Client
    return client(Config(access_key_id="a", access_key_secret="b", region_id=region))


@pytest.mark.parametrize("product", TYPED)
def test_version_is_in_the_name_of_the_typed_client(product: str) -> None:
    assert TYPED[product].endswith(alibaba_products()[product].version.replace("-", ""))


@pytest.mark.parametrize("product", TYPED)
def test_endpoints(product: str) -> None:
    row = alibaba_products()[product]
    if product in CENTRAL:
        mapped = _typed(product, "cn-hangzhou")._endpoint_map
        assert set(mapped.values()) == {row.endpoint}
        return
    unknown = NOT_IN_THE_MAP if product == "cloudapi" else set()
    for region in set(alibaba_regions()) - unknown:
        assert row.endpoint_in(region) == _typed(product, region)._endpoint, region


def test_regions() -> None:
    listed = {
        region for region, host in _typed("cloudapi", "cn-hangzhou")._endpoint_map.items() if f".{region}." in host
    }
    inner = {region for region in listed if region.endswith("-inner")}
    assert set(alibaba_regions()) == (listed - inner) | NOT_IN_THE_MAP
    assert {zone.region: zone.region_name for zone in reserved_table().zones.values()}.items() <= set(
        alibaba_regions().items()
    )


def _parameters() -> list[Any]:
    return [
        pytest.param(product, action, name, place, id=f"{action}-{name}")
        for product in alibaba_products().values()
        for (action, name), place in product.json_parameters.items()
    ]


@pytest.mark.parametrize(("product", "action", "name", "place"), _parameters())
def test_json_parameter(product: Product, action: str, name: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The typed client puts the parameter as one text into the same place."""
    client = _typed(product.id, "cn-hangzhou")
    models = import_module(f"{TYPED[product.id]}.models")
    sent: list[Any] = []

    def keep(params: Any, request: Any, runtime: Any) -> dict[str, Any]:
        sent.append(request)
        return {"body": {}}

    monkeypatch.setattr(client, "call_api", keep)
    fields: dict[str, dict[str, Any]] = {
        "IntranetDomains": {"intranet_domains": ["a.b"]},
        "Records": {"records": [getattr(models, f"{action}RequestRecords", object)()]},
        "ToConnectVpcIpBlock": {
            "to_connect_vpc_ip_block": getattr(models, f"{action}RequestToConnectVpcIpBlock", object)()
        },
    }
    request = getattr(models, f"{action}Request")(**fields[name])
    method = next(each for each in dir(client) if each.replace("_", "") == action.lower())
    getattr(client, method)(request)
    assert isinstance(Utils.query(getattr(sent[0], place))[name], str)
