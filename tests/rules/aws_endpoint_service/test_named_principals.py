"""AWS-EPS-04."""

from privateapi.rules.aws_endpoint_service.named_principals import NamedPrincipals
from privateapi.topology.values import UNKNOWN, values_of
from tests.rules.backend_nodes import CONSUMER, permission, service
from tests.rules.suite import RuleSuite

ROLE, USER = "arn:aws:iam::222222222222:role/team/orders", "arn:aws-us-gov:iam::222222222222:user/orders"
NO_ARN = "which is no ARN of one account, role or user"


class TestNamedPrincipals(RuleSuite):
    rule = NamedPrincipals
    passing = [
        ("an account, a role and a user", [service(allowed_principals=values_of(CONSUMER, ROLE, USER))]),
        ("a permission of its own", [service(), permission(CONSUMER)]),
        ("none", [service()]),
    ]
    failing = [
        (
            "everybody",
            [service(allowed_principals=values_of("*", CONSUMER))],
            ["endpoint service orders allows the principal '*', which is everybody"],
        ),
        (
            "everybody, by a permission",
            [permission("*")],
            ["endpoint service permission orders-permission allows the principal '*', which is everybody"],
        ),
        (
            "a number",
            [service(allowed_principals=values_of("222222222222"))],
            [f"endpoint service orders allows the principal '222222222222', {NO_ARN}"],
        ),
        (
            "every role",
            [service(allowed_principals=values_of("arn:aws:iam::222222222222:role/*"))],
            [f"endpoint service orders allows the principal 'arn:aws:iam::222222222222:role/*', {NO_ARN}"],
        ),
        (
            "an account of eleven digits",
            [service(allowed_principals=values_of("arn:aws:iam::22222222222:root"))],
            [f"endpoint service orders allows the principal 'arn:aws:iam::22222222222:root', {NO_ARN}"],
        ),
    ]
    unknown = [
        (
            "one that is not known",
            [service(allowed_principals=values_of(CONSUMER, UNKNOWN))],
            ["endpoint service orders: an allowed principal is not known yet"],
        ),
        (
            "a list that is not known",
            [service(allowed_principals=UNKNOWN)],
            ["endpoint service orders: an allowed principal is not known yet"],
        ),
        (
            "a permission for one that is not known",
            [permission(UNKNOWN)],
            ["endpoint service permission orders-permission: an allowed principal is not known yet"],
        ),
    ]
