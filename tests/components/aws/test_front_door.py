"""FrontDoor: TLS from the client to the load balancer, and from it to the endpoint's addresses."""

from typing import Any

import pulumi
import pytest

from components.aws import ComponentError, FrontDoor
from tests.components.aws.networks import network
from tests.components.declaring import declare, text

NAME = "api.internal.example.com"
ARN = "arn:aws:acm:us-east-1:123456789012:certificate/0a"
OPTION = {"domainName": NAME, "resourceRecordName": "_a.example.com", "resourceRecordValue": "_b.example.com"}


class _Entrance(pulumi.ComponentResource):
    """A network and the front door in it."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__("test:index:Entrance", "entrance")
        child = pulumi.ResourceOptions(parent=self)
        given: dict[str, Any] = {
            "targets": ["10.0.0.4", "10.0.1.4"],
            "domain_name": NAME,
            "rest_api_id": "api1",
            "stage_name": "live",
            "certificate_arn": ARN,
            **arguments,
        }
        self.door = FrontDoor("door", child, network=network(opts=child), **given)


def test_certificate_by_arn() -> None:
    made = declare(
        lambda: _Entrance(balancer_addresses=["10.0.0.254", "10.0.1.254"]),
        resolve=lambda entrance: {"dns": entrance.door.dns_name, "zone": entrance.door.zone_id},
    )
    assert made.counts() == {
        "apigateway:BasePathMapping": 1,
        "apigateway:DomainName": 1,
        "elbv2:Listener": 1,
        "elbv2:LoadBalancer": 1,
        "elbv2:TargetGroup": 1,
        "elbv2:TargetGroupAttachment": 2,
    }
    assert made.one("elbv2:LoadBalancer") == {
        "region": "us-east-1",
        "type": "network",
        "internal": True,
        "subnetMappings": [
            {"subnetId": "subnet-us-east-1-a", "privateIpv4Address": "10.0.0.254"},
            {"subnetId": "subnet-us-east-1-b", "privateIpv4Address": "10.0.1.254"},
        ],
        "enableCrossZoneLoadBalancing": True,
        "enableDeletionProtection": False,
        "tags": {},
    }
    group = made.one("elbv2:TargetGroup")
    assert (group["targetType"], group["protocol"], group["port"]) == ("ip", "TLS", 443)
    assert (group["vpcId"], group["preserveClientIp"]) == ("vpc-us-east-1", False)
    assert group["healthCheck"] == {"protocol": "TCP", "port": "443"}
    attachments = made.inputs("elbv2:TargetGroupAttachment")
    assert {name: each["targetId"] for name, each in attachments.items()} == {
        "door-0": "10.0.0.4",
        "door-1": "10.0.1.4",
    }
    [listener] = made.all("elbv2:Listener").values()
    assert listener.inputs == {
        "region": "us-east-1",
        "loadBalancerArn": text("LoadBalancer", "door", "arn"),
        "port": 443,
        "protocol": "TLS",
        "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "certificateArn": ARN,
        "defaultActions": [{"type": "forward", "targetGroupArn": text("TargetGroup", "door", "arn")}],
        "tags": {},
    }
    assert {each.urn for each in made.all("elbv2:TargetGroupAttachment").values()} <= listener.depends_on
    assert made.one("apigateway:DomainName") == {
        "region": "us-east-1",
        "domainName": NAME,
        "endpointConfiguration": {"types": ["REGIONAL"]},
        "regionalCertificateArn": ARN,
        "securityPolicy": "TLS_1_2",
        "tags": {},
    }
    assert made.one("apigateway:BasePathMapping") == {
        "region": "us-east-1",
        "domainName": NAME,
        "restApiId": "api1",
        "stage": "live",
    }
    assert made.values == {
        "dns": text("LoadBalancer", "door", "dnsName"),
        "zone": text("LoadBalancer", "door", "zoneId"),
    }


def test_requested_certificate() -> None:
    made = declare(lambda: _Entrance(certificate_arn=None))
    assert made.one("acm:Certificate")["domainName"] == NAME
    [listener] = made.all("elbv2:Listener").values()
    [validation] = made.all("acm:CertificateValidation").values()
    assert validation.urn in listener.depends_on, "a listener takes an issued certificate only"
    assert "route53:RecordSet" not in made.counts()


def test_validation_zone() -> None:
    made = declare(
        lambda: _Entrance(certificate_arn=None, validation_zone_id="Z123"),
        answers={"acm:Certificate": {"domainValidationOptions": [OPTION]}},
    )
    assert made.one("route53:RecordSet")["zoneId"] == "Z123"


def test_addresses_of_aws() -> None:
    made = declare(lambda: _Entrance(deletion_protection=True))
    balancer = made.one("elbv2:LoadBalancer")
    assert balancer["subnetMappings"] == [{"subnetId": f"subnet-us-east-1-{zone}"} for zone in "ab"]
    assert balancer["enableDeletionProtection"] is True


@pytest.mark.parametrize(
    ("case", "changes", "lines"),
    [
        ("no targets", {"targets": []}, ["targets: there is none; give the endpoint's addresses"]),
        (
            "too few addresses",
            {"balancer_addresses": ["10.0.0.254"]},
            ["balancerAddresses: 1 addresses for 2 private subnets; give one for each of 10.0.0.0/24, 10.0.1.0/24"],
        ),
        (
            "address outside",
            {"balancer_addresses": ["10.0.0.254", "10.0.9.254"]},
            [
                "balancerAddresses[1]: '10.0.9.254' is outside subnet 10.0.1.0/24; "
                "10.0.1.4 to 10.0.1.254 are free for it"
            ],
        ),
        (
            "address of a target",
            {"balancer_addresses": ["10.0.0.254", "10.0.1.4"]},
            ["balancerAddresses[1]: '10.0.1.4' is a target's address too; give the load balancer one of its own"],
        ),
        ("mode", {"mode": "alb"}, ["mode: 'alb' is not a mode; 'nlb' is"]),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Entrance(**changes))
    assert str(caught.value).splitlines() == ["FrontDoor (door):", *(f"  {line}" for line in lines)]
