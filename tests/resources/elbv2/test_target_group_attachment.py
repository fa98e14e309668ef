"""ELBv2 Target Group Attachment."""

from typing import Any

import pytest
import tenacity
from moto.elbv2.models import FakeTargetGroup

from privateapi.sandbox.aws.testing import Clients
from tests.plugin import Kept, Plugin, Refused, urn_of
from tests.resources.elbv2 import places
from tests.resources.lifecycle import Lifecycle

TOKEN = "privateapi:elbv2:TargetGroupAttachment"
GROUP = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/front/6d0ecf831eec9f09"


def target_group(plugin: Plugin, **inputs: Any) -> str:
    vpc_id = places.vpc(plugin)
    places.subnets(plugin, vpc_id, 2)
    base = {"targetType": "ip", "protocol": "TLS", "port": 443, "vpcId": vpc_id}
    return plugin.create("privateapi:elbv2:TargetGroup", {**base, **inputs}).id


def registered(aws: Clients, group: str) -> list[dict[str, Any]]:
    answer = aws("elbv2").describe_target_health(TargetGroupArn=group)
    return [each["Target"] for each in answer["TargetHealthDescriptions"]]


class TestTargetGroupAttachment(Lifecycle):
    token = TOKEN
    update = None
    replace = {"port": 8443}

    def inputs(self, plugin: Plugin, aws: Clients) -> dict[str, Any]:
        return {"targetGroupArn": target_group(plugin), "targetId": "10.0.1.10", "port": 443}

    def gone(self, aws: Clients, kept: Kept) -> bool:
        return not registered(aws, kept["targetGroupArn"])

    @pytest.mark.parametrize(
        ("case", "inputs", "rest", "kept"),
        [
            ("address", {"targetId": "10.0.1.10"}, "10.0.1.10", {"port": 443, "availabilityZone": "us-east-1b"}),
            (
                "port",
                {"targetId": "10.0.0.10", "port": 8443},
                "10.0.0.10,8443",
                {"port": 8443, "availabilityZone": "us-east-1a"},
            ),
            (
                "outside the VPC",
                {"targetId": "172.16.0.9", "availabilityZone": "all"},
                "172.16.0.9,,all",
                {"port": 443, "availabilityZone": "all"},
            ),
            (
                "port outside the VPC",
                {"targetId": "172.16.0.9", "port": 8443, "availabilityZone": "all"},
                "172.16.0.9,8443,all",
                {"port": 8443, "availabilityZone": "all"},
            ),
        ],
    )
    def test_id(
        self, plugin: Plugin, aws: Clients, case: str, inputs: dict[str, Any], rest: str, kept: dict[str, Any]
    ) -> None:
        group = target_group(plugin, name="front")
        target = plugin.create(TOKEN, {"targetGroupArn": group, **inputs})
        assert target.id == f"{group},{rest}"
        assert target.state == {
            "region": "us-east-1",
            "targetGroupArn": group,
            "targetId": inputs["targetId"],
            "targetGroupName": "front",
            **kept,
        }
        imported = plugin.import_(TOKEN, target.id)
        assert imported is not None and imported.state == target.state
        plugin.delete(target)
        assert registered(aws, group) == []

    def test_two_ports_of_one_address(self, plugin: Plugin, aws: Clients) -> None:
        group = target_group(plugin)
        one = plugin.create(TOKEN, {"targetGroupArn": group, "targetId": "10.0.1.10"})
        other = plugin.create(TOKEN, {"targetGroupArn": group, "targetId": "10.0.1.10", "port": 8443})
        assert sorted(each["Port"] for each in registered(aws, group)) == [443, 8443]
        plugin.delete(one)
        assert plugin.refresh(one) is None
        assert plugin.refresh(other) is not None

    def test_draining_is_gone(self, plugin: Plugin, monkeypatch: pytest.MonkeyPatch) -> None:
        target = plugin.create(TOKEN, {"targetGroupArn": target_group(plugin), "targetId": "10.0.1.10"})
        original = FakeTargetGroup.health_for

        def draining(*args: Any) -> Any:
            health = original(*args)
            health.status, health.reason = "draining", "Target.DeregistrationInProgress"
            return health

        with monkeypatch.context() as patched:
            patched.setattr(FakeTargetGroup, "health_for", draining)
            assert plugin.refresh(target) is None

    def test_unhealthy_is_there(self, plugin: Plugin, aws: Clients) -> None:
        group = target_group(plugin)
        target = plugin.create(TOKEN, {"targetGroupArn": group, "targetId": "10.0.1.10"})
        (health,) = aws("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        assert health["TargetHealth"]["State"] != "healthy"
        assert plugin.refresh(target) is not None

    def test_instance_not_running_yet(self, plugin: Plugin, aws: Clients, monkeypatch: pytest.MonkeyPatch) -> None:
        vpc_id = places.vpc(plugin)
        (subnet,) = places.subnets(plugin, vpc_id, 1)
        image = aws("ec2").describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
        instance = aws("ec2").run_instances(ImageId=image, MinCount=1, MaxCount=1, SubnetId=subnet)["Instances"][0]
        aws("ec2").stop_instances(InstanceIds=[instance["InstanceId"]])
        group = plugin.create("privateapi:elbv2:TargetGroup", {"protocol": "TCP", "port": 80, "vpcId": vpc_id}).id
        tries: list[int] = []

        def start(*_: Any) -> None:
            tries.append(1)
            aws("ec2").start_instances(InstanceIds=[instance["InstanceId"]])

        with monkeypatch.context() as patched:
            patched.setattr(tenacity, "sleep_using_event", lambda _: start)
            target = plugin.create(TOKEN, {"targetGroupArn": group, "targetId": instance["InstanceId"]})
        assert tries and target["port"] == 80
        plugin.delete(target)
        aws("ec2").terminate_instances(InstanceIds=[instance["InstanceId"]])

    def test_group_gone(self, plugin: Plugin, aws: Clients) -> None:
        group = target_group(plugin)
        target = plugin.create(TOKEN, {"targetGroupArn": group, "targetId": "10.0.1.10"})
        aws("elbv2").delete_target_group(TargetGroupArn=group)
        assert plugin.refresh(target) is None
        plugin.delete(target)

    def test_import_other_region(self, plugin: Plugin) -> None:
        vpc_id = places.vpc(plugin, region="eu-west-1")
        where = {"region": "eu-west-1", "vpcId": vpc_id}
        group = plugin.create(
            "privateapi:elbv2:TargetGroup", {"protocol": "TCP", "port": 80, "targetType": "ip", **where}
        )
        target = plugin.create(
            TOKEN,
            {"region": "eu-west-1", "targetGroupArn": group.id, "targetId": "10.9.0.1", "availabilityZone": "all"},
        )
        imported = plugin.import_(TOKEN, target.id)
        assert imported is not None and imported.state == target.state, "the ARN says the Region"

    @pytest.mark.parametrize("id", [GROUP, f"{GROUP},10.0.0.1,http", f"{GROUP},10.0.0.1,80,all,more"])
    def test_import_refused(self, plugin: Plugin, id: str) -> None:
        with pytest.raises(Refused) as refused:
            plugin.import_(TOKEN, id)
        assert refused.value.text == (
            f"importing ELBv2 Target Group Attachment ({id}): "
            "the id of a target is TARGET_GROUP_ARN,TARGET[,PORT[,ZONE]]"
        )

    @pytest.mark.parametrize(
        ("case", "inputs", "path", "reason"),
        [
            (
                "target group",
                {"targetGroupArn": "front", "targetId": "10.0.0.1"},
                "targetGroupArn",
                f"'front' is not the ARN of a target group; {GROUP} is one",
            ),
            (
                "target",
                {"targetGroupArn": GROUP, "targetId": "10.0.0"},
                "targetId",
                "'10.0.0' is no target; an address (10.0.1.10), an instance's id (i-0abc) or the ARN of a Lambda "
                "function or application load balancer would be right",
            ),
            (
                "port",
                {"targetGroupArn": GROUP, "targetId": "10.0.0.1", "port": 0},
                "port",
                "0 should be greater than or equal to 1",
            ),
            (
                "zone",
                {"targetGroupArn": GROUP, "targetId": "10.0.0.1", "availabilityZone": "us-east-1"},
                "availabilityZone",
                "'us-east-1' is not an Availability Zone; a zone (us-east-1a) or 'all' would be right",
            ),
            (
                "zone of an instance",
                {"targetGroupArn": GROUP, "targetId": "i-0abc", "availabilityZone": "all"},
                "availabilityZone",
                "is for addresses; 'i-0abc' is none, so leave it out",
            ),
            (
                "port of a function",
                {
                    "targetGroupArn": GROUP,
                    "targetId": "arn:aws:lambda:us-east-1:123456789012:function:f",
                    "port": 80,
                },
                "port",
                "is given, but a Lambda function has none; leave it out",
            ),
            (
                "zone of a function",
                {
                    "targetGroupArn": GROUP,
                    "targetId": "arn:aws:lambda:us-east-1:123456789012:function:f",
                    "availabilityZone": "us-east-1a",
                },
                "availabilityZone",
                "'us-east-1a' does not go with a Lambda function; leave it out, or 'all'",
            ),
        ],
    )
    def test_faults(self, plugin: Plugin, case: str, inputs: dict[str, Any], path: str, reason: str) -> None:
        assert plugin.faults(urn_of(TOKEN, "main"), inputs)[1] == {path: reason}
