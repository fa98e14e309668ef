"""VpcBackend: authorizations, group and APIs; a group that moves; backends that the instance does not reach."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components.alicloud import (
    ComponentError,
    ExistingVpc,
    GatewayZone,
    InternalDomain,
    ServerBackend,
    UrlBackend,
    VpcBackend,
    WeightedRecord,
)
from tests.components.alicloud.instances import REGION, conventional, integrated
from tests.components.alicloud.test_internal_domain import Holder
from tests.components.declaring import Declared, declare

SERVER = ServerBackend("stock", "lb-1", 8080, address="10.0.16.20")
GROUP, API = "alicloud:apigateway/group:Group", "alicloud:apigateway/api:Api"
ACCESS = "alicloud:apigateway/vpcAccess:VpcAccess"


def declared(
    routes: Mapping[str, Any], gateway: Mapping[str, Any] | None = None, *, resolved: bool = True, **arguments: Any
) -> Declared[Holder]:
    """The backend on an instance; a route `domain` leads to an internal domain, which the instance resolves or not."""

    def build() -> Holder:
        holder = Holder()
        under = pulumi.ResourceOptions(parent=holder)
        instance = integrated(opts=under, **(gateway or {}))
        other = integrated("other", opts=under)
        domain = InternalDomain(
            "orders",
            under,
            region=REGION,
            domain_name="orders.internal.example.com",
            instances={"gateway": instance if resolved else other},
            records=[WeightedRecord("10.0.16.10")],
        )
        given = {
            route: UrlBackend(domain, **backend) if isinstance(backend, dict) else backend
            for route, backend in routes.items()
        }
        VpcBackend("shop", under, **{"region": REGION, "instance": instance, "routes": given, **arguments})
        return holder

    return declare(build)


def test_server() -> None:
    made = declared({"POST /stock": SERVER}, base_path="/shop")
    assert made.one(ACCESS) == {"name": "stock", "vpcId": "vpc-1", "instanceId": "lb-1", "port": 8080}
    assert made.one(GROUP) == {
        "name": "shop",
        "description": "APIs of shop",
        "basePath": "/shop",
        "instanceId": "gateway-id",
    }
    assert made.one("alicloud:ApiGroupInstance") == {
        "region": REGION,
        "groupId": "shop-id",
        "instanceId": "gateway-id",
    }
    assert made.one(API) == {
        "name": "post_stock",
        "description": "POST /stock",
        "groupId": "shop-id",
        "authType": "ANONYMOUS",
        "requestConfig": {"method": "POST", "path": "/stock", "protocol": "HTTP,HTTPS", "mode": "PASSTHROUGH"},
        "serviceType": "HTTP-VPC",
        "httpVpcServiceConfig": {
            "name": "stock",
            "vpcScheme": "HTTP",
            "method": "POST",
            "path": "/stock",
            "timeout": 10000,
        },
        "stageNames": ["RELEASE"],
    }


def test_internal_url() -> None:
    made = declared({"GET /orders": {"path": "/v1/orders"}, "GET /status": {"scheme": "http", "port": 8080}})
    found = {name: each["httpServiceConfig"] for name, each in made.inputs(API).items()}
    assert found == {
        "shop-get_orders": {
            "address": "https://orders.internal.example.com",
            "method": "GET",
            "path": "/v1/orders",
            "timeout": 10000,
        },
        "shop-get_status": {
            "address": "http://orders.internal.example.com:8080",
            "method": "GET",
            "path": "/status",
            "timeout": 10000,
        },
    }
    # An API whose name nobody resolves yet would be published without effect.
    [placed] = made.all("alicloud:ApiGroupInstance").values()
    [association] = made.all("alicloud:PrivateDnsAssociation").values()
    assert association.urn in placed.depends_on
    assert all(placed.urn in each.depends_on for each in made.all(API).values())


def test_one_authorization_for_several_routes() -> None:
    made = declared({"GET /stock": SERVER, "PUT /stock": SERVER})
    assert list(made.inputs(ACCESS)) == ["shop-stock"] and len(made.inputs(API)) == 2


def test_facts_for_policies() -> None:
    made = declared({"GET /stock": SERVER, "GET /orders": {}})
    assert made.one("alicloud:VpcBackend") == {
        "region": REGION,
        "routes": {"GET /stock": "HTTP stock:8080", "GET /orders": "https://orders.internal.example.com"},
        "servers": [{"server": "lb-1", "address": "10.0.16.20"}],
    }


def test_conventional_instance() -> None:
    server = ServerBackend("pay", "lb-2", 443, vpc_id="vpc-9", host="pay.internal", scheme="HTTPS")
    made = declared({"POST /pay": server}, instance=conventional())
    assert made.one(ACCESS)["vpcTargetHostName"] == "pay.internal" and made.one(ACCESS)["vpcId"] == "vpc-9"
    assert made.one(API)["httpVpcServiceConfig"]["vpcScheme"] == "HTTPS"
    assert made.one("alicloud:ApiGroupInstance")["instanceId"] == "apigateway-hz-1"


@pytest.mark.parametrize(
    ("case", "routes", "more", "text"),
    [
        (
            "server outside the accessible blocks",
            {"GET /stock": ServerBackend("stock", "lb-1", 80, address="10.0.99.1")},
            {},
            "routes['GET /stock'].access: ALI-VPA-02: VPC access stock leads to 10.0.99.1 of server lb-1, which is in "
            "none of the accessible CIDR blocks of API Gateway instance gateway: 10.0.1.0/24, 10.0.16.0/20",
        ),
        (
            "server as an address outside",
            {"GET /stock": ServerBackend("stock", "10.0.99.1", 80)},
            {},
            "ALI-VPA-02: VPC access stock leads to 10.0.99.1",
        ),
        (
            "another VPC",
            {"GET /stock": ServerBackend("stock", "10.0.16.1", 80, vpc_id="vpc-2")},
            {},
            "routes['GET /stock'].access: ALI-VPA-01: VPC access stock is of VPC vpc-2, but API Gateway instance "
            "gateway, on which API shop-get_stock uses it, connects to VPC gateway",
        ),
        (
            "address in a URL outside",
            {"GET /stock": UrlBackend("10.0.99.1")},
            {},
            "routes['GET /stock']: ALI-ACC-01: API shop-get_stock has the backend 10.0.99.1",
        ),
        (
            "name that the instance does not resolve",
            {"GET /orders": {}},
            {"resolved": False},
            "routes['GET /orders']: ALI-DNS-14: API shop-get_orders has the backend orders.internal.example.com",
        ),
        (
            "no method",
            {"/stock": SERVER},
            {},
            "routes['/stock']: is no method and path; 'GET /orders' would be",
        ),
        ("port", {"GET /a": {"port": 70000}}, {}, "routes['GET /a'].port: 70000 is not a port; 1 to 65535 are"),
        (
            "address",
            {"GET /a": ServerBackend("a", "lb-1", 80, address="10.0.16")},
            {},
            "routes['GET /a'].address: '10.0.16'",
        ),
        ("no routes", {}, {}, "routes: there is none"),
        (
            "names of APIs",
            {"GET /a-b": SERVER, "GET /a/b": SERVER},
            {},
            "routes['GET /a/b']: its API would have the name of that of 'GET /a-b', 'get_a_b'",
        ),
        (
            "names of authorizations",
            {"GET /a": SERVER, "GET /b": ServerBackend("stock", "lb-2", 80)},
            {},
            "routes['GET /b'].name: 'stock' is the authorization of another server or port already",
        ),
        (
            "conventional without a VPC",
            {"GET /stock": SERVER},
            {"instance": conventional()},
            "routes['GET /stock'].vpcId: is required: 'conventional' does not say which VPC its servers are in",
        ),
    ],
)
def test_refused(case: str, routes: Mapping[str, Any], more: Mapping[str, Any], text: str) -> None:
    with pytest.raises(ComponentError) as error:
        declared(routes, **more)
    assert str(error.value).startswith("VpcBackend (shop):\n  "), case
    assert text in str(error.value), case


def test_move_to_an_instance_that_misses_a_backend() -> None:
    """What API Gateway would validate when the group moves is known before."""
    smaller = {"accessible_cidrs": ["10.0.32.0/20"]}
    with pytest.raises(ComponentError) as error:
        declare(lambda: _served_by(smaller))
    assert "ALI-VPA-02: VPC access stock leads to 10.0.16.20 of server lb-1" in str(error.value)


def test_new_vpc() -> None:
    """Backend and instance in a VPC whose id is not known yet are in one VPC all the same."""
    zones = [GatewayZone("cn-hangzhou-j", "10.0.1.0/24")]
    made = declare(lambda: _served_by({"existing": None, "vpc_cidr": "10.0.0.0/16", "zones": zones}))
    assert made.one(ACCESS)["vpcId"] == "target-id"
    shared = declare(lambda: _served_by({"existing": ExistingVpc(pulumi.Output.from_input("vpc-7"), "10.0.0.0/16")}))
    assert shared.one(ACCESS)["vpcId"] == "vpc-7"


def _served_by(gateway: Mapping[str, Any]) -> Holder:
    holder = Holder()
    under = pulumi.ResourceOptions(parent=holder)
    instance = integrated("target", opts=under, **gateway)
    VpcBackend("shop", under, region=REGION, instance=instance, routes={"GET /stock": SERVER})
    return holder
