"""A local Alibaba Cloud with a plugin before it, small networks on it, and what its resources' life cycles share."""

from typing import Any

from privateapi.provider.alibaba import AlibabaClient
from privateapi.provider.config import AlicloudConfig
from privateapi.sandbox.alicloud.server import Endpoint
from privateapi.sandbox.alicloud.state import ACCOUNT_ID, DEFAULT_KEYS
from tests.plugin import Kept
from tests.resources.lifecycle import Lifecycle

REGION = "cn-hangzhou"
ZONES = ("cn-hangzhou-j", "cn-hangzhou-k")


class Gateway:
    """The cloud as someone else sees it, who changes things behind the plugin's back."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        (key, secret), *_ = DEFAULT_KEYS.items()
        self.config = {"endpoint": endpoint.address, "accessKey": key, "secretKey": secret, "region": REGION}
        self.client = AlibabaClient(AlicloudConfig(endpoint=endpoint.address, access_key=key, secret_key=secret))
        self._numbers = iter(range(1, 1000))

    def call(self, product: str, action: str, region: str = REGION, **params: Any) -> dict[str, Any]:
        """Call an action."""
        return self.client.call(product, action, params, region=region)

    def actions(self) -> list[str]:
        """The changes that were asked for since the last reset, in order."""
        reads = ("Describe", "List", "Get", "Validate")
        return [each.action for each in self.endpoint.calls if not each.action.startswith(reads)]

    def network(self, block: str = "10.0.0.0/16", subnets: tuple[str, ...] = ("10.0.1.0/24",)) -> dict[str, Any]:
        """A VPC with a security group and one vSwitch in each zone."""
        vpc = self.call("vpc", "CreateVpc", CidrBlock=block)["VpcId"]
        group = self.call("ecs", "CreateSecurityGroup", VpcId=vpc, SecurityGroupName="gateway")["SecurityGroupId"]
        switches = [
            {
                "ZoneId": zone,
                "VSwitchId": self.call("vpc", "CreateVSwitch", VpcId=vpc, ZoneId=zone, CidrBlock=cidr)["VSwitchId"],
                "CidrBlock": cidr,
                "SecurityGroupId": group,
            }
            for zone, cidr in zip(ZONES, subnets, strict=False)
        ]
        return {"vpc": vpc, "group": group, "switches": switches}

    def instance(self, network: dict[str, Any] | None = None, kind: str = "vpc_connect") -> str:
        """A running instance, by default a VPC integration instance with a network of its own."""
        number = next(self._numbers)
        params: dict[str, Any] = {
            "InstanceName": f"gateway{number}",
            "InstanceSpec": "api.s1.small",
            "ChargeType": "PostPaid",
            "HttpsPolicy": "HTTPS2_TLS1_2",
            "InstanceType": kind,
            "Token": f"token-{number}",
        }
        if kind == "vpc_connect":
            found = network or self.network()
            params |= {
                "UserVpcId": found["vpc"],
                "InstanceCidr": "192.168.0.0/16",
                "ZoneVSwitchSecurityGroup": found["switches"],
            }
        else:
            zone = self.call("cloudapi", "DescribeZones")["Zones"]["Zone"][0]["ZoneId"]
            params["ZoneId"] = zone
        id = str(self.call("cloudapi", "CreateInstance", **params)["InstanceId"])
        while self.described(id)["Status"] != "RUNNING":
            pass
        return id

    def described(self, id: str) -> dict[str, Any]:
        """An instance as the API answers it."""
        (found,) = self.call("cloudapi", "DescribeInstances", InstanceId=id)["Instances"]["InstanceAttribute"]
        return dict(found)

    def records(self, region: str = REGION) -> list[dict[str, Any]]:
        """All internal DNS records of a region."""
        return list(self.client.pages("cloudapi", "ListPrivateDNS", "PrivateDNSList", region=region))

    def record(self, domain: str, kind: str = "A", *addresses: str, region: str = REGION) -> None:
        """Make a record of addresses of equal weights."""
        records = [{"Record": address, "Weight": 1} for address in addresses] or None
        self.call("cloudapi", "CreatePrivateDNS", region, IntranetDomain=domain, Type=kind, Records=records)

    def server(self, network: dict[str, Any], address: str, group: str | None = None) -> str:
        """A server at an address, in a /24 vSwitch that is made for it unless the network has it."""
        block = f"{address.rpartition('.')[0]}.0/24"
        known = {each["CidrBlock"]: each["VSwitchId"] for each in network["switches"]}
        vswitch = (
            known.get(block)
            or self.call("vpc", "CreateVSwitch", VpcId=network["vpc"], ZoneId=ZONES[0], CidrBlock=block)["VSwitchId"]
        )
        started = self.call(
            "ecs",
            "RunInstances",
            InstanceType="ecs.g7.large",
            VSwitchId=vswitch,
            SecurityGroupId=group or network["group"],
            PrivateIpAddress=address,
        )
        return str(started["InstanceIdSets"]["InstanceIdSet"][0])

    def access(self, name: str, vpc: str, server: str, port: int = 8080) -> str:
        """A VPC access authorization."""
        return str(
            self.call("cloudapi", "SetVpcAccess", Name=name, VpcId=vpc, InstanceId=server, Port=port)["VpcAccessId"]
        )

    def group(self, instance: str) -> str:
        """An API group on an instance."""
        name = f"group{next(self._numbers)}"
        return str(self.call("cloudapi", "CreateApiGroup", GroupName=name, InstanceId=instance)["GroupId"])

    def api(self, group: str, service: dict[str, Any]) -> str:
        """An API of a group before a backend."""
        params: dict[str, Any] = {
            "ApiName": f"orders{next(self._numbers)}",
            "Visibility": "PRIVATE",
            "AuthType": "ANONYMOUS",
            "RequestConfig": {"RequestProtocol": "HTTPS", "RequestHttpMethod": "GET", "RequestPath": "/orders"},
            "ServiceConfig": {"ServiceProtocol": "HTTP", "ServiceHttpMethod": "GET", "ServicePath": "/", **service},
        }
        return str(self.call("cloudapi", "CreateApi", GroupId=group, **params)["ApiId"])

    def place(self, group: str) -> str:
        """The instance that a group is on."""
        return str(self.call("cloudapi", "DescribeApiGroup", GroupId=group)["InstanceId"])


class AlibabaLifecycle(Lifecycle[Gateway]):
    """The life cycle of a resource of Alibaba Cloud, whose id begins with its region."""

    def import_id_with_region(self, kept: Kept) -> tuple[str, str]:
        return kept.id, REGION


__all__ = ["ACCOUNT_ID", "REGION", "ZONES", "AlibabaLifecycle", "Gateway"]
