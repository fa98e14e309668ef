"""AWS-EPS-03."""

from privateapi.rules.aws_endpoint_service.acceptance import Acceptance
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.backend_nodes import service
from tests.rules.suite import RuleSuite


class TestAcceptance(RuleSuite):
    rule = Acceptance
    passing = [("by hand", [service()])]
    failing = [
        (
            "of itself",
            [service(acceptance_required=Known(False))],
            ["endpoint service orders has acceptanceRequired false: who is allowed connects unseen"],
        )
    ]
    unknown = [
        (
            "not known",
            [service(acceptance_required=UNKNOWN)],
            ["endpoint service orders: acceptanceRequired is not known yet"],
        ),
        (
            "left out",
            [service(acceptance_required=MISSING)],
            ["endpoint service orders: acceptanceRequired is not set"],
        ),
    ]
