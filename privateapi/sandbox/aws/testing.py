"""boto3 clients of a sandbox and small networks on it, for tests."""

from __future__ import annotations

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from privateapi.sandbox.serving import CLOCK_PATH

REGION = "us-east-1"


class Clients:
    """boto3 clients of one endpoint, one per service and region: `aws("ec2")`, `aws("ec2", "us-west-2")`.

    A failed call is not repeated, so that a fault of the server shows at once.
    """

    def __init__(self, endpoint: str, session: Any = None) -> None:
        self.endpoint = endpoint
        self._session: Any = session or boto3.Session(aws_access_key_id="testing", aws_secret_access_key="testing")
        self._clients: dict[tuple[str, str], Any] = {}

    def __call__(self, service: str, region: str = REGION) -> Any:
        """The client of `service` in `region`."""
        key = (service, region)
        if key not in self._clients:
            self._clients[key] = self._session.client(
                service,
                region_name=region,
                endpoint_url=self.endpoint,
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self._clients[key]

    def in_account(self, account: str) -> Clients:
        """The clients of a role in another account."""
        role = f"arn:aws:iam::{account}:role/test"
        given = self("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
        session = boto3.Session(given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        return Clients(self.endpoint, session)

    def pass_time(self, seconds: float) -> None:
        """Put the server's clock forward; a server without one, as moto is, does nothing."""
        parts = urlsplit(self.endpoint)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
        try:
            connection.request("POST", f"{CLOCK_PATH}?advance={seconds}")
            connection.getresponse().read()
        finally:
            connection.close()


@dataclass(frozen=True)
class Network:
    """A VPC with one /24 subnet per zone letter, in the order of the letters."""

    vpc: str
    subnets: tuple[str, ...]
    cidrs: tuple[str, ...]


def make_network(aws: Clients, region: str = REGION, second_octet: int = 0, zones: str = "ab") -> Network:
    """Create `10.<second_octet>.0.0/16` with DNS names switched on and `10.<second_octet>.<n>.0/24` per zone."""
    ec2 = aws("ec2", region)
    vpc = ec2.create_vpc(CidrBlock=f"10.{second_octet}.0.0/16")["Vpc"]["VpcId"]
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    cidrs = tuple(f"10.{second_octet}.{number}.0/24" for number in range(1, len(zones) + 1))
    subnets = tuple(
        ec2.create_subnet(VpcId=vpc, CidrBlock=cidr, AvailabilityZone=f"{region}{zone}")["Subnet"]["SubnetId"]
        for cidr, zone in zip(cidrs, zones, strict=True)
    )
    return Network(vpc, subnets, cidrs)


def error_code(call: Callable[..., Any], **arguments: Any) -> str:
    """The AWS error code with which a call is refused; empty when it is accepted."""
    try:
        call(**arguments)
    except ClientError as refused:
        return str(refused.response["Error"]["Code"])
    return ""


def make_pem(domain: str) -> tuple[bytes, bytes]:
    """A self-signed certificate for `domain` and its key, valid for 30 days."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, domain)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(domain)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private


def import_certificate(aws: Clients, domain: str = "api.example.internal", region: str = REGION) -> str:
    """Import a self-signed certificate into ACM and return its ARN."""
    certificate, key = make_pem(domain)
    return str(aws("acm", region).import_certificate(Certificate=certificate, PrivateKey=key)["CertificateArn"])
