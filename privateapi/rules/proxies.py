"""RDS proxies: their ports and the databases behind them."""

from privateapi.facts.services import service_facts
from privateapi.rules.wording import because
from privateapi.topology.model import Database, RdsProxy, RdsProxyTarget, Topology
from privateapi.topology.values import Known, Unknown, Value

FAMILIES = "aws.rds.port."


def engine_port(proxy: RdsProxy) -> Value[int]:
    """The port that a proxy listens on; it follows from the engine family and cannot be chosen."""
    if not isinstance(proxy.engine_family, Known):
        return Unknown(f"the engineFamily of {proxy.label} {because(proxy.engine_family)}")
    ports = service_facts().ranges.get(FAMILIES + proxy.engine_family.value)
    if ports is None:
        return Unknown(f"the engineFamily {proxy.engine_family.value!r} of {proxy.label} is not in the tables")
    return Known(ports.lowest)


def family_of(database: Database) -> Value[str]:
    """The engine family of the proxies that can stand before a database."""
    if not isinstance(database.engine, Known):
        return Unknown(f"the engine of {database.label} {because(database.engine)}")
    for id, row in service_facts().choices.items():
        if id.startswith("aws.rds.engines.") and database.engine.value in row:
            return Known(id.rpartition(".")[2])
    return Unknown(f"the engine {database.engine.value!r} of {database.label} is not in the tables")


def databases_of(topology: Topology, proxy: RdsProxy) -> tuple[tuple[RdsProxyTarget, Value[Database]], ...]:
    """The targets of a proxy, each with its database."""
    targets = topology.referrers(RdsProxyTarget, "proxy", proxy)
    return tuple((target, topology.follow(target.database, Database, target)) for target in targets)
