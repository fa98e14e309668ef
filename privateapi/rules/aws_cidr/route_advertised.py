"""AWS-CIDR-23: routes to what no attachment advertises."""

from collections.abc import Iterator

from privateapi.rules.attachments import gateway_label, other_end
from privateapi.rules.aws_cidr._routes import owner, place_of
from privateapi.rules.design import Design
from privateapi.rules.rule import Outcome, Rule
from privateapi.rules.wording import because
from privateapi.topology.blocks import block_of
from privateapi.topology.cidr import Cidr, CidrIndex
from privateapi.topology.model import (
    Route,
    RouteTarget,
    TransitGateway,
    TransitGatewayPeering,
    TransitGatewayRoute,
    TransitGatewayVpcAttachment,
    Vpc,
)
from privateapi.topology.reachability import Attachment
from privateapi.topology.values import Known, NotJudged


class RouteAdvertised(Rule):
    """What is sent to a transit gateway, or over a peering, has a route there."""

    id = "AWS-CIDR-23"
    fix = "attach what has these addresses, add a static route at the gateway, or remove the route"
    remarks = (
        "Blocks that the configuration says are on premises are left out, and so are gateways that exist already: what "
        "else is attached to them is not known."
    )

    def check(self, design: Design) -> Iterator[Outcome]:
        stated = (block_of(Known(text)) for text in design.settings.on_premises_cidrs)
        elsewhere = CidrIndex((cidr.value, None) for cidr in stated if isinstance(cidr, Known))
        for route in design.topology.of(Route):
            if not route.live and route.target_kind is RouteTarget.TRANSIT_GATEWAY and not route.destination.missing:
                yield from self._judged(route, elsewhere, self._into_gateway(route, design))
        for static in design.topology.of(TransitGatewayRoute):
            if not static.live:
                yield from self._judged(static, elsewhere, self._over_peering(static, design))

    def _judged(
        self, route: Route | TransitGatewayRoute, elsewhere: CidrIndex[None], outcomes: Iterator[Outcome]
    ) -> Iterator[Outcome]:
        cidr = block_of(route.destination)
        if isinstance(cidr, Known) and elsewhere.overlapping(cidr.value):
            return
        try:
            yield from outcomes
        except NotJudged as reason:
            yield self.unjudged(str(reason), route)

    def _into_gateway(self, route: Route, design: Design) -> Iterator[Outcome]:
        topology = design.topology
        cidr = _destination(route)
        gateway = topology.follow(route.target, TransitGateway, route)
        if not isinstance(gateway, Known):
            raise NotJudged(f"its transit gateway {because(gateway)}")
        table, vpc = place_of(route, design)
        attachments = topology.grouped(TransitGatewayVpcAttachment, "vpc", Vpc)
        own = [
            attachment
            for attachment in attachments.by_target.get(vpc.key, ())
            if topology.identity(attachment.transit_gateway, TransitGateway, attachment) == Known(gateway.value.key)
        ]
        where = f"{route.label} of {table.label} sends {cidr} to {gateway.value.label}"
        if own:
            yield from self._known_there(route, cidr, gateway.value, own[0], where, design)
        elif attachments.unresolved:
            raise NotJudged(f"the VPC of {attachments.unresolved[0][0].label} {attachments.unresolved[0][1]}")
        elif not gateway.value.live:
            yield self.violation(f"{where}, to which {vpc.label} is not attached", route, gateway.value)

    def _over_peering(self, route: TransitGatewayRoute, design: Design) -> Iterator[Outcome]:
        peering = design.reachability.attachment(route.attachment, route)
        if not isinstance(peering, Known) or not isinstance(peering.value, TransitGatewayPeering):
            return
        far = other_end(design.topology, peering.value, owner(design, route))
        gateway = design.topology.node(far)
        if not isinstance(gateway, TransitGateway):
            raise NotJudged(f"the routes of {gateway_label(design.topology, far)} are not known")
        cidr = _destination(route)
        where = f"{route.label} sends {cidr} over {peering.value.label} to {gateway.label}"
        yield from self._known_there(route, cidr, gateway, peering.value, where, design)

    def _known_there(
        self,
        route: Route | TransitGatewayRoute,
        cidr: Cidr,
        gateway: TransitGateway,
        incoming: Attachment,
        where: str,
        design: Design,
    ) -> Iterator[Outcome]:
        table = design.reachability.gateway_routes(gateway, incoming)
        if isinstance(table, Known) and table.value.routes.overlapping(cidr):
            return
        if gateway.live:
            raise NotJudged(f"{gateway.label} exists already, and not all that is attached to it is known")
        if isinstance(table, Known) and table.value.unread:
            raise NotJudged(f"where {table.value.unread[0].label} leads is not known")
        if table.unknown:
            raise NotJudged(because(table))
        yield self.violation(f"{where}, which has no route there", route, gateway, incoming)


def _destination(route: Route | TransitGatewayRoute) -> Cidr:
    cidr = block_of(route.destination)
    if not isinstance(cidr, Known):
        raise NotJudged(f"its destination {because(cidr)}")
    return cidr.value
