"""ECS instances: addresses of their own in a vSwitch."""

from __future__ import annotations

from privateapi.sandbox.alicloud.call import ECS
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.testing import Clients, Network, error_code


def test_server_takes_a_free_address_of_its_vswitch(ali: Clients, network: Network) -> None:
    arguments = {
        "SecurityGroupId": network.security_group,
        "VSwitchId": network.vswitches[0],
        "InstanceType": "ecs.t6-c1m1.large",
    }
    ali.call(ECS, "RunInstances", arguments | {"PrivateIpAddress": "10.0.1.1"})
    ali.call(ECS, "RunInstances", arguments)
    shown = ali.call(ECS, "DescribeInstances")["Instances"]["Instance"]
    addresses = [each["VpcAttributes"]["PrivateIpAddress"]["IpAddress"] for each in shown]
    assert addresses == [["10.0.1.1"], ["10.0.1.2"]]
    for address in ("10.0.1.1", "10.0.2.9", "ten"):
        wrong = arguments | {"PrivateIpAddress": address}
        assert error_code(ali.call, ECS, "RunInstances", wrong) == "InvalidPrivateIpAddress"
    assert error_code(ali.call, ECS, "DeleteInstance", {"InstanceId": "i-missing"}) == "InvalidInstanceId.NotFound"


def test_states(endpoint: Endpoint, ali: Clients, network: Network) -> None:
    endpoint.settle(1)
    arguments = {"SecurityGroupId": network.security_group, "VSwitchId": network.vswitches[0], "InstanceType": "ecs.c6"}
    ali.call(ECS, "RunInstances", arguments | {"Amount": 2})
    shown = [ali.call(ECS, "DescribeInstances")["Instances"]["Instance"] for _ in range(3)]
    assert [[each["Status"] for each in servers] for servers in shown] == [
        [state] * 2 for state in ("Pending", "Starting", "Running")
    ]
