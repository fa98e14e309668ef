"""AWS-NLB-15."""

from privateapi.rules.aws_nlb.deletion_protection import DeletionProtection
from privateapi.rules.design import Settings
from privateapi.topology.values import UNKNOWN, Known
from tests.rules.api_nodes import balancer
from tests.rules.suite import RuleSuite, run


class TestDeletionProtection(RuleSuite):
    rule = DeletionProtection
    settings = Settings(environment="production")
    passing = [
        ("on", [balancer(deletion_protection=Known(True))]),
        ("another kind", [balancer(type=Known("application"))]),
    ]
    failing = [("off", [balancer()], ["load balancer door is for production and has no deletion protection"])]
    unknown = [
        (
            "not known",
            [balancer(deletion_protection=UNKNOWN)],
            ["load balancer door: enableDeletionProtection is not known yet"],
        ),
    ]

    def test_silent_outside_production(self) -> None:
        assert run(DeletionProtection, [balancer()]).violations == []
        assert run(DeletionProtection, [balancer()], Settings(environment="development")).violations == []
