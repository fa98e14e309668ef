"""ALI-CIDR-04."""

from privateapi.rules.ali_cidr.instance_vpc_kept import InstanceVpcKept
from privateapi.topology.model import AlibabaVpc
from privateapi.topology.values import Known, Ref
from tests.rules.alibaba_nodes import instance, vpc
from tests.rules.nodes import ref
from tests.rules.suite import RuleSuite

EXISTING = vpc("hub", id=Known("vpc-1"))


class TestInstanceVpcKept(RuleSuite):
    rule = InstanceVpcKept
    passing = [
        ("a new instance", [EXISTING, instance("main")]),
        ("the same VPC", [EXISTING, instance("main", previous_vpc=Ref.to("vpc-1"))]),
        ("the same VPC, elsewhere", [instance("main", user_vpc=Ref.to("vpc-9"), previous_vpc=Ref.to("vpc-9"))]),
    ]
    failing = [
        (
            "a new VPC instead of an existing one",
            [
                EXISTING,
                vpc("new", "10.1.0.0/16"),
                instance(user_vpc=ref(AlibabaVpc, "new"), previous_vpc=Ref.to("vpc-1")),
            ],
            [
                "API Gateway instance main changes its userVpcId from VPC hub to VPC new, which would replace the "
                "instance"
            ],
        ),
        (
            "another id",
            [instance(user_vpc=Ref.to("vpc-2"), previous_vpc=Ref.to("vpc-9"))],
            [
                "API Gateway instance main changes its userVpcId from VPC vpc-9 to VPC vpc-2, which would replace the "
                "instance"
            ],
        ),
    ]
    unknown = [
        (
            "a VPC whose own id is not known, and one that was not read",
            [vpc("hub"), instance(previous_vpc=Ref.to("vpc-9"))],
            ["API Gateway instance main: its userVpcId 'vpc-9' is not among the resources that were read"],
        ),
        (
            "a VPC that is not known",
            [instance(user_vpc=Ref.by("VPC:other"), previous_vpc=Ref.to("vpc-9"))],
            ["API Gateway instance main: its userVpcId is not known yet"],
        ),
    ]
