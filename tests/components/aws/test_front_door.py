"""FrontDoor: TLS from the client to the load balancer, and from it to the endpoint's addresses."""

from typing import Any

import pulumi
import pytest

from components.aws import ApiEndpoint, ComponentError, FrontDoor
from privateapi.sdk import route53
from tests.components.aws.networks import network
from tests.components.declaring import declare, text

NAME = "api.internal.example.com"
ARN = "arn:aws:acm:us-east-1:123456789012:certificate/0a"
OPTION = {"domainName": NAME, "resourceRecordName": "_a.example.com", "resourceRecordValue": "_b.example.com"}


ENTRIES = [
    {"dnsName": "vpce-1.execute-api.us-east-1.vpce.amazonaws.com", "hostedZoneId": "Z7HUB22UULQXV"},
    {"dnsName": "vpce-1-us-east-1a.execute-api.us-east-1.vpce.amazonaws.com", "hostedZoneId": "Z7HUB22UULQXV"},
]


class _Entrance(pulumi.ComponentResource):
    """A network and the front door in it; of mode `native` with an endpoint, unless one is given or left out."""

    def __init__(self, *, with_endpoint: bool | None = None, **arguments: Any) -> None:
        super().__init__("test:index:Entrance", "entrance")
        child = pulumi.ResourceOptions(parent=self)
        native = arguments.get("mode") == "native"
        place = network(opts=child)
        mode: dict[str, Any] = {} if native else {"targets": ["10.0.0.4", "10.0.1.4"]}
        if native if with_endpoint is None else with_endpoint:
            mode["endpoint"] = ApiEndpoint("api", child, network=place, addresses=["10.0.0.5", "10.0.1.5"])
        given: dict[str, Any] = {
            **mode,
            "domain_name": NAME,
            "rest_api_id": "api1",
            "stage_name": "live",
            "certificate_arn": ARN,
            **arguments,
        }
        self.door = FrontDoor("door", child, network=place, **given)


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


def test_native() -> None:
    made = declare(
        lambda: _Entrance(mode="native", tags={"team": "orders"}),
        answers={"ec2:VpcEndpoint": {"dnsEntries": ENTRIES}},
        resolve=lambda entrance: {"dns": entrance.door.dns_name, "zone": entrance.door.zone_id},
    )
    assert not any(token.startswith("elbv2:") for token in made.counts())
    endpoint = text("VpcEndpoint", "api", "vpcEndpointId")
    domain = made.one("apigateway:DomainName")
    [allowed, denied] = domain.pop("policy")["Statement"]
    assert (allowed["Effect"], allowed["Resource"]) == ("Allow", "execute-api:/*")
    assert denied["Condition"] == {"StringNotEquals": {"aws:SourceVpce": [endpoint]}}
    assert domain == {
        "region": "us-east-1",
        "domainName": NAME,
        "endpointConfiguration": {"types": ["PRIVATE"]},
        "certificateArn": ARN,
        "tags": {"team": "orders"},
    }
    assert made.one("apigateway:BasePathMapping") == {
        "region": "us-east-1",
        "domainName": NAME,
        "domainNameId": text("DomainName", "door", "domainNameId"),
        "restApiId": "api1",
        "stage": "live",
    }
    assert made.one("apigateway:DomainNameAccessAssociation") == {
        "region": "us-east-1",
        "domainNameArn": text("DomainName", "door", "arn"),
        "accessAssociationSource": endpoint,
        "tags": {"team": "orders"},
    }
    assert made.values == {"dns": ENTRIES[0]["dnsName"], "zone": ENTRIES[0]["hostedZoneId"]}
    assert made.component.door.load_balancer is None and made.component.door.target_group is None


@pytest.mark.parametrize(
    ("mode", "tokens"),
    [
        ("nlb", {"elbv2:LoadBalancer", "elbv2:Listener", "apigateway:BasePathMapping"}),
        (
            "native",
            {"ec2:VpcEndpoint", "apigateway:DomainNameAccessAssociation", "apigateway:BasePathMapping"},
        ),
    ],
)
def test_record_waits_for_what_answers(mode: str, tokens: set[str]) -> None:
    """Whatever uses the name changes after the parts that answer, and goes before them."""

    class Named(_Entrance):
        def __init__(self) -> None:
            super().__init__(mode=mode)
            alias: route53.RecordSetAliasArgs = {
                "name": self.door.dns_name,
                "zone_id": self.door.zone_id,
                "evaluate_target_health": True,
            }
            options = pulumi.ResourceOptions(parent=self)
            self.record = route53.RecordSet("name", options, zone_id="Z1", name=NAME, type="A", alias=alias)

    made = declare(Named, answers={"ec2:VpcEndpoint": {"dnsEntries": ENTRIES}})
    [record] = made.all("route53:RecordSet").values()
    used = {each.token.removeprefix("privateapi:") for each in made.resources if each.urn in record.uses["alias"]}
    assert used == tokens


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
        ("mode", {"mode": "alb"}, ["mode: 'alb' is not a mode; 'nlb' and 'native' are"]),
        (
            "a certificate of another Region",
            {"certificate_arn": ARN.replace("us-east-1", "us-west-2")},
            [
                "certificateArn: AWS-API-09: API domain api.internal.example.com is in us-east-1, its certificate is "
                "in us-west-2. Fix: request the certificate in the Region of the domain; for an EDGE domain in "
                "us-east-1"
            ],
        ),
        (
            "a target outside",
            {"targets": ["8.8.8.8", "10.0.1.4"]},
            [
                "targets[0]: AWS-NLB-06: 8.8.8.8 of target group door is outside of VPC vpc-us-east-1 (10.0.0.0/16), "
                "and not in 10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16. Fix: register an address of the "
                "group's VPC, or add routes from the balancer's subnets to the target's network"
            ],
        ),
        (
            "a target that is no address",
            {"targets": ["10.0.0", "10.0.1.4"]},
            ["targets[0]: '10.0.0' is no IPv4 or IPv6 address; write an address such as '10.0.0.10' or 'fd00::10'"],
        ),
        (
            "a zone for a certificate that is there",
            {"validation_zone_id": "Z123"},
            ["validationZoneId: is for a certificate that is requested; certificateArn gives one"],
        ),
        (
            "the endpoint of the other mode",
            {"with_endpoint": True},
            ["endpoint: is for mode 'native'; with 'nlb' give its addresses as targets"],
        ),
        (
            "the balancer of the other mode",
            {
                "mode": "native",
                "targets": ["10.0.0.4"],
                "balancer_addresses": ["10.0.0.254", "10.0.1.254"],
                "deletion_protection": True,
            },
            [
                "targets: is for mode 'nlb'; 'native' has no load balancer",
                "balancerAddresses: is for mode 'nlb'; 'native' has no load balancer",
                "deletionProtection: is for mode 'nlb'; 'native' has no load balancer",
            ],
        ),
        (
            "native without an endpoint",
            {"mode": "native", "with_endpoint": False},
            ["endpoint: is required with mode 'native'; give the ApiEndpoint that the name's record points to"],
        ),
        (
            "a wildcard",
            {"mode": "native", "domain_name": "*.internal.example.com"},
            [
                "domainName: '*.internal.example.com' is a wildcard, which PRIVATE custom domains cannot be; write the "
                "name"
            ],
        ),
    ],
)
def test_refused(case: str, changes: dict[str, Any], lines: list[str]) -> None:
    with pytest.raises(ComponentError) as caught:
        declare(lambda: _Entrance(**changes))
    assert str(caught.value).splitlines() == ["FrontDoor (door):", *(f"  {line}" for line in lines)]
