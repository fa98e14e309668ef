"""AWS-CIDR-17."""

from privateapi.rules.aws_cidr.on_premises_overlap import OnPremisesOverlap
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN
from tests.rules.nodes import vpc
from tests.rules.suite import RuleSuite, run


class TestOnPremisesOverlap(RuleSuite):
    rule = OnPremisesOverlap
    settings = Settings(on_premises_cidrs=("192.168.0.0/16", "10.64.0.0/12"))
    passing = [("blocks apart", [vpc("hub", "10.0.0.0/16")])]
    failing = [
        (
            "inside",
            [vpc("hub", "10.65.0.0/16")],
            ["VPC hub in us-east-1 has 10.65.0.0/16, which overlaps 10.64.0.0/12, in use on premises"],
        ),
        (
            "equal",
            [vpc("hub", "192.168.0.0/16")],
            ["VPC hub in us-east-1 has 192.168.0.0/16, which overlaps 192.168.0.0/16, in use on premises"],
        ),
    ]
    unknown = [("a block", [vpc("hub", UNKNOWN)], ["VPC hub: its CIDR block is not known yet"])]

    def test_nothing_configured(self) -> None:
        report = run(OnPremisesOverlap, [vpc("hub", UNKNOWN)])
        assert not report.violations and not report.unjudged

    def test_configured_wrongly(self) -> None:
        report = run(OnPremisesOverlap, [vpc("hub", "10.0.0.0/16")], Settings(on_premises_cidrs=("10.0.0.1/8",)))
        assert [each.text for each in report.unjudged] == [
            "AWS-CIDR-17: on-premises block '10.0.0.1/8' has host bits set; the block is '10.0.0.0/8'"
        ]
