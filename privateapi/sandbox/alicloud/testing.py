"""Clients of the Alibaba Cloud sandbox and small networks on it, for tests.

with serve() as endpoint:
    ali = Clients(endpoint)
    network = make_network(ali)
    instance = make_instance(ali, network)
    ali.call(CLOUDAPI, "ListPrivateDNS")

`Clients.call` signs and sends a call by itself and is quick to import; `Clients.typed` gives the typed client of a
product, unmodified.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from urllib.parse import urlencode, urlsplit

from privateapi.sandbox.alicloud.call import CLOUDAPI, ECS, VPC, Product
from privateapi.sandbox.alicloud.signature import canonical_query
from privateapi.sandbox.alicloud.state import DEFAULT_REGION

Dialect = Literal["V1", "V3"]


class CallError(Exception):
    """A call that was refused: `code`, `status` and `message` as the server gave them."""

    def __init__(self, status: int, answer: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self.status = status
        self.code = str(answer.get("Code", ""))
        self.message = str(answer.get("Message", ""))
        self.answer = answer
        self.headers = headers
        super().__init__(f"{self.code}: {self.message}")


@dataclass(frozen=True)
class Clients:
    """Calls to one endpoint with one key, in either dialect of signatures."""

    endpoint: str
    key: str = "sandbox"
    secret: str = "sandbox"
    dialect: Dialect = "V3"
    timeout: float = 10.0

    def call(
        self,
        product: Product,
        action: str,
        parameters: Mapping[str, Any] | None = None,
        region: str = DEFAULT_REGION,
        *,
        form: Mapping[str, Any] | None = None,
        stamp: str | None = None,
        nonce: str | None = None,
    ) -> dict[str, Any]:
        """Carry an action out and return its answer; parameters may be given for the query and for the form.

        Raises:
            CallError: it was refused.
            OSError: there was no answer.
        """
        query = flattened(parameters or {}) | {"RegionId": region}
        body = flattened(form or {})
        stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if stamp is None else stamp
        nonce = uuid.uuid4().hex if nonce is None else nonce
        address = urlsplit(self.endpoint).netloc
        sign = self._v3 if self.dialect == "V3" else self._v1
        target, headers, content = sign(product, action, query, body, stamp, nonce, address)
        answer: dict[str, Any] = self.send("POST", target, headers, content)
        return answer

    def typed(self, client: Callable[[Any], Any], region: str = DEFAULT_REGION) -> Any:
        """The typed client of a product, such as `alibabacloud_cloudapi20160714.client.Client`, for this endpoint."""
        from alibabacloud_tea_openapi.utils_models import Config, GlobalParameters

        config = Config(
            access_key_id=self.key,
            access_key_secret=self.secret,
            endpoint=urlsplit(self.endpoint).netloc,
            protocol="http",
            region_id=region,
            # The endpoint of a region carries it on the real cloud; here it has to stand in the call.
            global_parameters=GlobalParameters(queries={"RegionId": region}),
            signature_algorithm="v2" if self.dialect == "V1" else None,
        )
        return client(config)

    def control(self, method: str, path: str, value: Any = None) -> Any:
        """Ask what is below `/privateapi/`, for a server in another process. Raises CallError."""
        return self.send(method, f"/privateapi/{path}", {}, None if value is None else json.dumps(value))

    def send(self, method: str, target: str, headers: Mapping[str, str], content: str | None = None) -> Any:
        """Send a request as it stands and return its JSON answer. Raises CallError when it is an error."""
        connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc, timeout=self.timeout)
        try:
            connection.request(method, target, content, headers)
            response = connection.getresponse()
            answer = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise CallError(response.status, answer, dict(response.getheaders()))
        return answer

    def _v3(
        self,
        product: Product,
        action: str,
        query: Mapping[str, str],
        body: Mapping[str, str],
        stamp: str,
        nonce: str,
        address: str,
    ) -> tuple[str, dict[str, str], str]:
        content = urlencode(body)
        headers = {
            "host": address,
            "x-acs-action": action,
            "x-acs-version": product.version,
            "x-acs-date": stamp,
            "x-acs-signature-nonce": nonce,
            "x-acs-content-sha256": hashlib.sha256(content.encode()).hexdigest(),
        }
        if content:
            headers["content-type"] = "application/x-www-form-urlencoded"
        names = sorted(headers)
        lines = [f"{name}:{headers[name]}\n" for name in names]
        text = canonical_query(query.items())
        parts = ("POST", "/", text, "".join(lines), ";".join(names), headers["x-acs-content-sha256"])
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        mac = hmac.new(self.secret.encode(), f"ACS3-HMAC-SHA256\n{digest}".encode(), hashlib.sha256).hexdigest()
        headers["authorization"] = (
            f"ACS3-HMAC-SHA256 Credential={self.key},SignedHeaders={';'.join(names)},Signature={mac}"
        )
        return f"/?{text}", headers, content

    def _v1(
        self,
        product: Product,
        action: str,
        query: Mapping[str, str],
        body: Mapping[str, str],
        stamp: str,
        nonce: str,
        address: str,
    ) -> tuple[str, dict[str, str], str]:
        signed = dict(query) | {
            "Action": action,
            "Version": product.version,
            "Format": "JSON",
            "AccessKeyId": self.key,
            "SignatureMethod": "HMAC-SHA1",
            "SignatureVersion": "1.0",
            "SignatureType": "",
            "SignatureNonce": nonce,
            "Timestamp": stamp,
        }
        pairs = canonical_query([*signed.items(), *body.items()])
        text = f"POST&%2F&{canonical_query([('', pairs)])[1:]}"
        mac = hmac.new(f"{self.secret}&".encode(), text.encode(), hashlib.sha1)
        signed["Signature"] = base64.b64encode(mac.digest()).decode()
        headers = {"content-type": "application/x-www-form-urlencoded"} if body else {}
        return f"/?{canonical_query(signed.items())}", headers, urlencode(body)


def flattened(value: Any, prefix: str = "") -> dict[str, str]:
    """Parameters as they travel: lists become `Name.1`, `Name.2`, objects in lists `Name.1.Field`, None nothing."""
    if isinstance(value, Mapping):
        items = [(f"{prefix}.{key}" if prefix else str(key), each) for key, each in value.items()]
    elif isinstance(value, Sequence) and not isinstance(value, str):
        items = [(f"{prefix}.{number}", each) for number, each in enumerate(value, 1)]
    elif value is None:
        return {}
    else:
        return {prefix: str(value)}
    return {key: text for name, each in items for key, text in flattened(each, name).items()}


def error_code(call: Callable[..., Any], *arguments: Any, **named: Any) -> str:
    """The code with which a call is refused; empty when it is accepted."""
    try:
        call(*arguments, **named)
    except CallError as refused:
        return refused.code
    return ""


@dataclass(frozen=True)
class Network:
    """A VPC with one security group and one /24 vSwitch per zone letter, in the order of the letters."""

    vpc: str
    security_group: str
    vswitches: tuple[str, ...]
    zones: tuple[str, ...]
    cidrs: tuple[str, ...]
    region: str = DEFAULT_REGION


def make_network(ali: Clients, region: str = DEFAULT_REGION, second_octet: int = 0, zones: str = "hj") -> Network:
    """Create `10.<second_octet>.0.0/16` with `10.<second_octet>.<n>.0/24` in each zone, and a security group."""
    vpc = ali.call(VPC, "CreateVpc", {"CidrBlock": f"10.{second_octet}.0.0/16"}, region)["VpcId"]
    group = ali.call(ECS, "CreateSecurityGroup", {"VpcId": vpc}, region)["SecurityGroupId"]
    names = tuple(f"{region}-{zone}" if region.startswith("cn-") else f"{region}{zone}" for zone in zones)
    cidrs = tuple(f"10.{second_octet}.{number}.0/24" for number in range(1, len(zones) + 1))
    vswitches = tuple(
        ali.call(VPC, "CreateVSwitch", {"VpcId": vpc, "ZoneId": zone, "CidrBlock": cidr}, region)["VSwitchId"]
        for zone, cidr in zip(names, cidrs, strict=True)
    )
    return Network(vpc, group, vswitches, names, cidrs, region)


def instance_arguments(network: Network | None = None, **changed: Any) -> dict[str, Any]:
    """What CreateInstance takes for a VPC integration instance in `network`, or for a conventional one without."""
    arguments: dict[str, Any] = {
        "InstanceName": "gateway",
        "InstanceSpec": "api.s1.small",
        "ChargeType": "PostPaid",
        "HttpsPolicy": "HTTPS2_TLS1_2",
        "Token": uuid.uuid4().hex,
    }
    if network is None:
        arguments |= {"InstanceType": "normal", "ZoneId": f"{DEFAULT_REGION}-MAZ6(i,j,k)"}
    else:
        entries = zip(network.zones, network.vswitches, network.cidrs, strict=True)
        arguments |= {
            "InstanceType": "vpc_connect",
            "UserVpcId": network.vpc,
            "InstanceCidr": "192.168.0.0/16",
            "ZoneVSwitchSecurityGroup": [
                {
                    "ZoneId": zone,
                    "VSwitchId": vswitch,
                    "CidrBlock": cidr,
                    "SecurityGroupId": network.security_group,
                }
                for zone, vswitch, cidr in entries
            ],
        }
    return arguments | changed


def make_instance(ali: Clients, network: Network | None = None, **changed: Any) -> str:
    """Create an instance (see `instance_arguments`), look until it runs, and return its id."""
    region = network.region if network else DEFAULT_REGION
    instance = str(ali.call(CLOUDAPI, "CreateInstance", instance_arguments(network, **changed), region)["InstanceId"])
    while describe_instance(ali, instance, region)["Status"] != "RUNNING":
        continue
    return instance


def describe_instance(ali: Clients, instance: str, region: str = DEFAULT_REGION) -> dict[str, Any]:
    """What DescribeInstances says of one instance. Raises IndexError when there is none."""
    answer = ali.call(CLOUDAPI, "DescribeInstances", {"InstanceId": instance}, region)
    return dict(answer["Instances"]["InstanceAttribute"][0])


def create_record(ali: Clients, domain: str, *addresses: str, region: str = DEFAULT_REGION) -> None:
    """Create an internal DNS record of type A with equal weights."""
    records = json.dumps([{"Record": address, "Weight": 100} for address in addresses])
    ali.call(CLOUDAPI, "CreatePrivateDNS", {"IntranetDomain": domain, "Type": "A"}, region, form={"Records": records})


def associate(ali: Clients, instance: str, *domains: str, region: str = DEFAULT_REGION) -> None:
    """Associate an instance with the records of domains."""
    form = {"IntranetDomains": json.dumps(list(domains))}
    ali.call(CLOUDAPI, "AssociateInstanceWithPrivateDNS", {"InstanceId": instance}, region, form=form)
