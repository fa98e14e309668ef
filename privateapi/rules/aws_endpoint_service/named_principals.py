"""AWS-EPS-04: principals that are nobody in particular."""

import re
from collections.abc import Iterator

from privateapi.facts.services import service_choice
from privateapi.rules.aws_endpoint_service._parts import principals
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.values import Known


class NamedPrincipals(Rule):
    """Who may connect to an endpoint service is named: an account, a role or a user."""

    id = "AWS-EPS-04"
    fix = "name the accounts, roles or users, such as arn:aws:iam::123456789012:root"

    def check(self, design: Design) -> Iterator[Outcome]:
        pattern = service_choice("aws.iam.principal_pattern").values[0]
        for node, principal in principals(design.topology):
            if node.live:
                continue
            if not isinstance(principal, Known):
                yield self.unjudged(f"an allowed principal {because(principal)}", node)
            elif principal.value == "*":
                yield self.violation(f"{node.label} allows the principal '*', which is everybody", node)
            elif "*" in principal.value or not re.fullmatch(pattern, principal.value):
                yield self.violation(
                    f"{node.label} allows the principal {principal.value!r}, which is no ARN of one account, role or "
                    "user",
                    node,
                )
