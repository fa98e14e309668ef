"""What is there already comes under management by `pulumi import`, with code that changes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from privateapi.sandbox import process
from privateapi.sandbox.aws.testing import Clients
from tests.stacks.deployment import ROOT, Deployment, Finished, operations

pytestmark = [pytest.mark.engine, pytest.mark.xdist_group("import")]

STACK = "dev"
WEST = "us-west-2"
PRIVATE = {"PrivateZone": True}
SETTINGS = "enforcement: {AWS-CIDR-20: advisory, AWS-EP-06: advisory, AWS-NLB-02: advisory}\n"
EVERYONE = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


class Adopting:
    """A project whose program is what `pulumi import` wrote so far, beside a sandbox with things made by hand."""

    def __init__(self, folder: Path) -> None:
        self.deployment = Deployment(folder)
        (folder / "Pulumi.yaml").write_text(
            (ROOT / "Pulumi.yaml").read_text(encoding="utf-8").replace("name: private-apis", "name: adopted"),
            encoding="utf-8",
        )
        (folder / "stacks" / f"Pulumi.{STACK}.yaml").write_text("config:\n  adopted:sandbox: true\n", encoding="utf-8")
        # What was made by hand comes as it is: what the packs would refuse of it is only said.
        (folder / "stacks" / f"policies.{STACK}.yaml").write_text(SETTINGS, encoding="utf-8")
        self.program = folder / "__main__.py"
        self.program.write_text("", encoding="utf-8")
        process.start(folder)

    @property
    def aws(self) -> Clients:
        """boto3 clients of the sandbox."""
        return self.deployment.aws

    def adopt(self, token: str, name: str, id: str) -> Finished:
        """`pulumi import`, with the code that it writes appended to the program."""
        written = self.deployment.folder / "imported.py"
        done = self.deployment.run(
            "pulumi", STACK, "--", "import", token, name, id, "--yes", "--out", str(written), "--protect=false"
        )
        if done.code == 0:
            with self.program.open("a", encoding="utf-8") as program:
                program.write(written.read_text(encoding="utf-8"))
        return done

    def state(self, name: str) -> dict[str, Any]:
        """What the stack knows of a resource."""
        exported = self.deployment.run("pulumi", STACK, "--", "stack", "export")
        resources = json.loads(exported.out)["deployment"]["resources"]
        [found] = [each for each in resources if each["urn"].endswith(f"::{name}")]
        state: dict[str, Any] = found
        return state

    def unchanged(self) -> None:
        """The program, as it is now, changes nothing."""
        steps = self.deployment.preview(STACK)
        assert set(operations(steps)) == {"same"}, (self.program.read_text(encoding="utf-8"), steps)


@pytest.fixture(scope="module")
def adopting(tmp_path_factory: pytest.TempPathFactory, engine: Path) -> Iterator[Adopting]:
    made = Adopting(tmp_path_factory.mktemp("project") / "adopted")
    yield made
    made.deployment.stop()


@pytest.fixture(scope="module")
def network(adopting: Adopting) -> dict[str, str]:
    """A VPC of us-west-2 with two subnets, made by hand."""
    ec2 = adopting.aws("ec2", WEST)
    vpc = ec2.create_vpc(CidrBlock="10.40.0.0/16")["Vpc"]["VpcId"]
    for attribute in ("EnableDnsSupport", "EnableDnsHostnames"):
        ec2.modify_vpc_attribute(VpcId=vpc, **{attribute: {"Value": True}})
    ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Name", "Value": "by-hand"}, {"Key": "cost-center", "Value": "7"}])
    found = {"vpc": vpc}
    for index, letter in enumerate("ab"):
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.40.{index}.0/24", AvailabilityZone=f"{WEST}{letter}")
        found[letter] = subnet["Subnet"]["SubnetId"]
    return found


def test_vpc(adopting: Adopting, network: dict[str, str]) -> None:
    done = adopting.adopt("privateapi:ec2:Vpc", "main", f"{network['vpc']}@{WEST}")
    assert done.code == 0, done.out
    inputs = adopting.state("main")["inputs"]
    assert (inputs["region"], inputs["cidrBlock"]) == (WEST, "10.40.0.0/16")
    assert inputs["tags"] == {"Name": "by-hand", "cost-center": "7"}
    adopting.unchanged()


def test_vpc_endpoint(adopting: Adopting, network: dict[str, str]) -> None:
    ec2 = adopting.aws("ec2", WEST)
    group = ec2.create_security_group(GroupName="clients", Description="clients", VpcId=network["vpc"])["GroupId"]
    endpoint = ec2.create_vpc_endpoint(
        VpcId=network["vpc"],
        VpcEndpointType="Interface",
        ServiceName=f"com.amazonaws.{WEST}.execute-api",
        SubnetIds=[network["a"], network["b"]],
        SubnetConfigurations=[
            {"SubnetId": network["a"], "Ipv4": "10.40.0.10"},
            {"SubnetId": network["b"], "Ipv4": "10.40.1.10"},
        ],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [EVERYONE]}),
    )["VpcEndpoint"]["VpcEndpointId"]
    done = adopting.adopt("privateapi:ec2:VpcEndpoint", "api", f"{endpoint}@{WEST}")
    assert done.code == 0, done.out
    outputs = adopting.state("api")["outputs"]
    assert outputs["subnetAddresses"] == {network["a"]: "10.40.0.10", network["b"]: "10.40.1.10"}
    adopting.unchanged()


def test_record_set(adopting: Adopting, network: dict[str, str]) -> None:
    route53 = adopting.aws("route53")
    home = {"VPCRegion": WEST, "VPCId": network["vpc"]}
    zone = route53.create_hosted_zone(
        Name="internal.example.com", CallerReference="import", VPC=home, HostedZoneConfig=PRIVATE
    )["HostedZone"]
    record = {
        "Name": "api.internal.example.com",
        "Type": "A",
        "SetIdentifier": WEST,
        "Weight": 10,
        "TTL": 30,
        "ResourceRecords": [{"Value": "10.40.0.10"}, {"Value": "10.40.1.10"}],
    }
    route53.change_resource_record_sets(
        HostedZoneId=zone["Id"], ChangeBatch={"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
    )
    zone_id = zone["Id"].rpartition("/")[2]
    done = adopting.adopt("privateapi:route53:RecordSet", "name", f"{zone_id}/api.internal.example.com/A/{WEST}")
    assert done.code == 0, done.out
    inputs = adopting.state("name")["inputs"]
    assert (inputs["weight"], inputs["ttl"], inputs["records"]) == (10, 30, ["10.40.0.10", "10.40.1.10"])
    adopting.unchanged()


def test_load_balancer(adopting: Adopting, network: dict[str, str]) -> None:
    balancer = adopting.aws("elbv2", WEST).create_load_balancer(
        Name="by-hand",
        Type="network",
        Scheme="internal",
        SubnetMappings=[
            {"SubnetId": network["a"], "PrivateIPv4Address": "10.40.0.250"},
            {"SubnetId": network["b"], "PrivateIPv4Address": "10.40.1.250"},
        ],
        Tags=[{"Key": "team", "Value": "orders"}],
    )["LoadBalancers"][0]
    # An ARN says its Region itself, but every id may have one.
    done = adopting.adopt("privateapi:elbv2:LoadBalancer", "door", f"{balancer['LoadBalancerArn']}@{WEST}")
    assert done.code == 0, done.out
    state = adopting.state("door")
    assert (state["inputs"]["name"], state["outputs"]["dnsName"]) == ("by-hand", balancer["DNSName"])
    adopting.unchanged()


def test_default_region(adopting: Adopting) -> None:
    vpc = adopting.aws("ec2").create_vpc(CidrBlock="10.41.0.0/16")["Vpc"]["VpcId"]
    done = adopting.adopt("privateapi:ec2:Vpc", "east", vpc)
    assert done.code == 0, done.out
    assert adopting.state("east")["outputs"]["region"] == "us-east-1"
    adopting.unchanged()


def test_adopted_resources_are_managed(adopting: Adopting, network: dict[str, str]) -> None:
    """A change of the written code arrives at the thing itself, which keeps its id."""
    text = adopting.program.read_text(encoding="utf-8")
    assert '"cost-center": "7"' in text
    adopting.program.write_text(text.replace('"cost-center": "7"', '"cost-center": "8"'), encoding="utf-8")
    done = adopting.deployment.run("up", STACK, "--skip-preview")
    assert (done.code, done.counts.get("updated")) == (0, 1), done.out
    assert "[advisory]" in done.out and "[mandatory]" not in done.out
    [vpc] = adopting.aws("ec2", WEST).describe_vpcs(VpcIds=[network["vpc"]])["Vpcs"]
    assert {"Key": "cost-center", "Value": "8"} in vpc["Tags"]


def test_nothing_there(adopting: Adopting) -> None:
    done = adopting.adopt("privateapi:ec2:Vpc", "missing", "vpc-0123456789abcdef0")
    assert done.code != 0 and "Traceback" not in done.out
    assert [error for error in done.errors if "does not exist" in error], done.out
    adopting.unchanged()
