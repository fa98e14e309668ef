"""AWS-EPS-05: consumers that the service does not know."""

from collections import defaultdict
from collections.abc import Iterator

from privateapi.rules.asking import ask
from privateapi.rules.aws_endpoint_service._parts import account_of, principals_of
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.services import service_of
from privateapi.rules.wording import exists
from privateapi.topology.model import EndpointService, VpcEndpoint
from privateapi.topology.values import NotJudged


class ConsumersAllowed(Rule):
    """An endpoint service has an allowed principal, and the account of every endpoint of the design is one of them."""

    id = "AWS-EPS-05"
    fix = "allow the consumer's account in allowedPrincipals, such as arn:aws:iam::123456789012:root"
    remarks = "The service's own account needs no permission."

    def check(self, design: Design) -> Iterator[Outcome]:
        consumers: defaultdict[str, list[VpcEndpoint]] = defaultdict(list)
        for endpoint in design.topology.of(VpcEndpoint):
            service = service_of(design.topology, endpoint)
            if service is not None:
                consumers[service.key].append(endpoint)
        for service in design.topology.of(EndpointService):
            own = consumers[service.key]
            if service.live and all(endpoint.live for endpoint in own):
                continue
            try:
                allowed = principals_of(design.topology, service)
            except NotJudged as reason:
                yield self.unjudged(str(reason), service)
                continue
            if not allowed and not own:
                yield self.violation(
                    f"{service.label} has no allowed principal, so that no other account connects to it", service
                )
            for endpoint in own:
                if endpoint.live and service.live:
                    continue
                try:
                    yield from self._consumer(service, endpoint, allowed)
                except NotJudged as reason:
                    yield self.unjudged(str(reason), endpoint)

    def _consumer(self, service: EndpointService, endpoint: VpcEndpoint, allowed: tuple[str, ...]) -> Iterator[Outcome]:
        if "*" in allowed:
            return
        account = ask(endpoint.account, "its account")
        if account == ask(service.account, f"the account of {service.label}"):
            return
        if account not in map(account_of, allowed):
            named = f"allows {', '.join(allowed)}" if allowed else "has no allowed principal"
            yield self.violation(
                f"{endpoint.label}{exists(endpoint)} is of account {account}, but {service.label}{exists(service)} "
                f"{named}",
                service,
                endpoint,
            )
