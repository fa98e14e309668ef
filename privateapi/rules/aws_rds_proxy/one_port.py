"""AWS-RDS-05: engine, ports and security groups on the way to a proxy."""

from collections.abc import Iterator

from privateapi.rules.asking import ask, followed
from privateapi.rules.balancers import balancers_of
from privateapi.rules.design import Design
from privateapi.rules.proxies import databases_of, engine_port, family_of
from privateapi.rules.rule import NodeRule, Outcome
from privateapi.rules.wording import because
from privateapi.topology.model import RdsProxy, SecurityGroup, Target, TargetGroup
from privateapi.topology.openings import lets_in
from privateapi.topology.values import Known, NotJudged, Unknown


class OnePort(NodeRule[RdsProxy]):
    """A proxy is of its database's engine family, and listener, target and security group are for its port."""

    id = "AWS-RDS-05"
    fix = "use the port of the engine family on the whole way: listener, target group, target and security group"
    remarks = (
        "A proxy listens on the port of its engine family whatever the database's own is. Targets are those that are "
        "computed from the proxy; written addresses are AWS-NLB-14."
    )

    def judge(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        for judgement in (self._engine, self._way, self._groups):
            try:
                yield from judgement(node, design)
            except NotJudged as reason:
                yield self.unjudged(str(reason), node)

    def _engine(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        for _, found in databases_of(design.topology, node):
            database = ask(found, "its database")
            family, own = family_of(database).get(), ask(node.engine_family, "the engineFamily")
            if family != own:
                yield self.violation(
                    f"{node.label} has the engineFamily {own}, {database.label} behind it the engine "
                    f"{database.engine.get()} of {family}",
                    node,
                    database,
                    fix=f"set engineFamily {family}",
                )

    def _way(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        targets = design.topology.referrers(Target, "target", node)
        if not targets:
            return
        right = engine_port(node).get()
        groups: dict[str, TargetGroup] = {}
        for target in targets:
            group = followed(design.topology, target.target_group, TargetGroup, target, "its target group")
            groups[group.key] = group
            port = ask(target.port if not target.port.missing else group.port, f"the port of {target.label}")
            if port != right:
                yield self.violation(
                    f"{target.label} in {group.label} has the port {port}; {node.label} listens on {right}",
                    target,
                    node,
                )
        for group in groups.values():
            for listener, _ in balancers_of(design.topology, group):
                port = ask(listener.port, f"the port of {listener.label}")
                if port != right:
                    yield self.violation(
                        f"{listener.label} before {node.label} listens on {port}; clients of "
                        f"{node.engine_family.get()} ask on {right}",
                        listener,
                        node,
                    )

    def _groups(self, node: RdsProxy, design: Design) -> Iterator[Outcome]:
        if node.security_groups.missing:
            return
        found = design.topology.follow_all(node.security_groups, SecurityGroup, node)
        groups = ask(found, "the list vpcSecurityGroupIds")
        right = engine_port(node).get()
        admitted = lets_in(design.topology, groups, right)
        if isinstance(admitted, Unknown):
            raise NotJudged(because(admitted))
        if admitted == Known(False):
            labels = " and ".join(group.label for group in groups)
            yield self.violation(
                f"{labels} of {node.label} let nobody in on TCP {right}, where it listens", *groups, node
            )
