"""AWS-RDS-01."""

from privateapi.rules.aws_rds_proxy.tls_required import TlsRequired
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.backend_nodes import proxy
from tests.rules.suite import RuleSuite


class TestTlsRequired(RuleSuite):
    rule = TlsRequired
    passing = [("required", [proxy()])]
    failing = [
        ("not required", [proxy(require_tls=Known(False))], ["RDS proxy orders does not require TLS"]),
        ("left out", [proxy(require_tls=MISSING)], ["RDS proxy orders does not require TLS"]),
    ]
    unknown = [("not known", [proxy(require_tls=UNKNOWN)], ["RDS proxy orders: requireTls is not known yet"])]
