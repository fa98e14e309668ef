"""AWS-RDS-06."""

from privateapi.rules.aws_rds_proxy.nothing_leaks import NothingLeaks
from privateapi.rules.design import Settings
from privateapi.topology.model import Origin, OtherResource
from privateapi.topology.values import MISSING, NO_REF, UNKNOWN, Known, Ref, Unknown
from tests.rules.backend_nodes import auth, proxy
from tests.rules.suite import RuleSuite, run

LOGGING = proxy(debug_logging=Known(True))
WRITES = "and has debugLogging true, which writes SQL statements to the log"


def source(type: str) -> OtherResource:
    """A resource that the secret's ARN is computed from."""
    return OtherResource(origin=Origin("secret", type), name="secret")


class TestNothingLeaks(RuleSuite):
    rule = NothingLeaks
    passing = [
        ("a secret that exists", [proxy()]),
        (
            "a secret of the program",
            [proxy(auth=auth(secret=Ref.by("secret"))), source("aws:secretsmanager/secret:Secret")],
        ),
        ("no secret at all", [proxy(auth=auth(secret=NO_REF), default_auth_scheme=Known("IAM_AUTH"))]),
    ]
    failing = [
        ("logging", [LOGGING], [f"RDS proxy orders is for no environment that is configured {WRITES}"]),
        ("no secret", [proxy(auth=auth(secret=NO_REF))], ["RDS proxy orders has no auth[0].secretArn"]),
        (
            "a password",
            [proxy(auth=auth(secret=Ref.to("SecurePassword123!")))],
            ["RDS proxy orders has an auth[0].secretArn that is no ARN of a secret"],
        ),
        (
            "a parameter",
            [proxy(auth=auth(secret=Ref.to("arn:aws:ssm:us-east-1:123456789012:parameter/orders")))],
            ["RDS proxy orders has an auth[0].secretArn that is no ARN of a secret"],
        ),
    ]
    unknown = [
        (
            "logging that is not known",
            [proxy(debug_logging=UNKNOWN)],
            ["RDS proxy orders: debugLogging is not known yet"],
        ),
        (
            "a secret value",
            [proxy(auth=auth(secret=Ref(Unknown("is secret"))))],
            ["RDS proxy orders: auth[0].secretArn is secret"],
        ),
        (
            "a value of another resource",
            [proxy(auth=auth(secret=Ref.by("secret"))), source("aws:ssm/parameter:Parameter")],
            ["RDS proxy orders: auth[0].secretArn is not known yet"],
        ),
        ("a list that is not known", [proxy(auth=UNKNOWN)], ["RDS proxy orders: the list auth is not known yet"]),
    ]

    def test_development(self) -> None:
        assert run(NothingLeaks, [LOGGING], Settings(environment="development")).violations == []

    def test_production(self) -> None:
        report = run(NothingLeaks, [LOGGING], Settings(environment="production"))
        assert [each.message for each in report.violations] == [f"RDS proxy orders is for production {WRITES}"]

    def test_literal_is_not_shown(self) -> None:
        report = run(NothingLeaks, [proxy(auth=auth(secret=Ref.to("SecurePassword123!")))])
        assert "SecurePassword" not in report.violations[0].text
        assert "Secrets Manager" in report.violations[0].fix

    def test_left_out(self) -> None:
        assert run(NothingLeaks, [proxy(debug_logging=MISSING)]).violations == []
