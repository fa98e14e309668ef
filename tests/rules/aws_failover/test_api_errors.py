"""AWS-FO-03."""

from dataclasses import replace

from privateapi.rules.aws_failover.api_errors import ApiErrors
from privateapi.topology.values import UNKNOWN, Ref
from tests.rules.failover_designs import EAST, NAME, WEST, changed, design, records_of
from tests.rules.suite import RuleSuite


class TestApiErrors(RuleSuite):
    rule = ApiErrors
    passing = [
        ("health checks that see the API", design()),
        ("only one record does: AWS-FO-02", changed(design(), f"record:{WEST}", health_check=Ref())),
        ("one Region, with nowhere else to go", design([EAST])),
    ]
    failing = [
        (
            "only the balancers' targets are looked at",
            records_of(design(), lambda record: replace(record, health_check=Ref())),
            [
                f"while REST API {region} answers 5xx or function {region} is down, VPC {region} still gets {NAME} "
                f"from load balancer {region}, because target group {region} has 2 healthy of 2 targets; load balancer "
                f"{other} would serve"
                for region, other in ((EAST, WEST), (WEST, EAST))
            ],
        ),
    ]
    unknown = [("a health that is not known", changed(design(), f"record:{WEST}", health_check=Ref(UNKNOWN)), [])]
