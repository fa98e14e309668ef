"""Service-linked roles are made once, read through RAM, and deleted when no instance needs them."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import CLOUDAPI, RAM, RESOURCE_MANAGER
from privateapi.sandbox.alicloud.roles import GATEWAY_SERVICE, SERVICES
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code, make_instance

NAME = SERVICES[GATEWAY_SERVICE]


def deletion(ali: Clients) -> dict[str, object]:
    task = ali.call(RESOURCE_MANAGER, "DeleteServiceLinkedRole", {"RoleName": NAME})["DeletionTaskId"]
    return {"DeletionTaskId": task}


def test_role_is_made_once(ali: Clients) -> None:
    named = {"ServiceName": GATEWAY_SERVICE}
    role = ali.call(RESOURCE_MANAGER, "CreateServiceLinkedRole", named)["Role"]
    assert role["Arn"] == f"acs:ram::123456789012:role/{NAME.lower()}"
    assert error_code(ali.call, RESOURCE_MANAGER, "CreateServiceLinkedRole", named) == "EntityAlreadyExists.Role"
    wrong = {"ServiceName": "apigateway.aliyuncs.com"}
    assert error_code(ali.call, RESOURCE_MANAGER, "CreateServiceLinkedRole", wrong) == "InvalidParameter.ServiceName"


def test_role_that_an_instance_needs_is_kept(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    instance = make_instance(ali, network)
    endpoint.settle(1)
    status = "GetServiceLinkedRoleDeletionStatus"
    named = deletion(ali)
    assert ali.call(RESOURCE_MANAGER, status, named)["Status"] == "IN_PROGRESS"
    answer = ali.call(RESOURCE_MANAGER, status, named)
    assert answer["Status"] == "FAILED"
    usage = {"Region": "cn-hangzhou", "Resources": {"Resource": [instance]}}
    assert answer["Reason"]["RoleUsages"] == {"RoleUsage": [usage]}
    assert ali.call(RAM, "GetRole", {"RoleName": NAME})["Role"]["RoleName"] == NAME

    endpoint.settle(0)
    ali.call(CLOUDAPI, "DeleteInstance", {"InstanceId": instance})
    assert ali.call(RESOURCE_MANAGER, status, deletion(ali)).get("Status") == "SUCCEEDED"
    assert error_code(ali.call, RAM, "GetRole", {"RoleName": NAME}) == "EntityNotExist.Role"
    assert error_code(deletion, ali) == "EntityNotExist.ServiceLinkedRole"
    wrong = {"DeletionTaskId": "missing"}
    assert error_code(ali.call, RESOURCE_MANAGER, status, wrong) == "InvalidParameter.DeletionTaskId"


def test_roles_are_listed_by_pages(ali: Clients) -> None:
    for suffix in ("", "a", "b"):
        named = {"ServiceName": GATEWAY_SERVICE, "CustomSuffix": suffix}
        ali.call(RESOURCE_MANAGER, "CreateServiceLinkedRole", named)
    first = ali.call(RAM, "ListRoles", {"MaxItems": 2})
    assert (first["IsTruncated"], len(first["Roles"]["Role"])) == (True, 2)
    second = ali.call(RAM, "ListRoles", {"MaxItems": 2, "Marker": first["Marker"]})
    assert (second["IsTruncated"], [role["RoleName"] for role in second["Roles"]["Role"]]) == (False, [f"{NAME}_b"])
