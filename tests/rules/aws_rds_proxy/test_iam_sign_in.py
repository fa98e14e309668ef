"""AWS-RDS-02."""

from privateapi.rules.aws_rds_proxy.iam_sign_in import IamSignIn
from privateapi.topology.values import MISSING, UNKNOWN, Known
from tests.rules.backend_nodes import auth, proxy
from tests.rules.suite import RuleSuite

PASSWORDS = "so that clients sign in with passwords"


class TestIamSignIn(RuleSuite):
    rule = IamSignIn
    passing = [
        ("with IAM", [proxy()]),
        ("without secrets", [proxy(auth=MISSING, default_auth_scheme=Known("IAM_AUTH"))]),
    ]
    failing = [
        (
            "with passwords",
            [proxy(auth=auth(iam_auth=Known("DISABLED")))],
            [f"RDS proxy orders has auth[0].iamAuth DISABLED, {PASSWORDS}"],
        ),
        (
            "with either",
            [proxy(auth=auth(iam_auth=Known("ENABLED")))],
            [f"RDS proxy orders has auth[0].iamAuth ENABLED, {PASSWORDS}"],
        ),
        (
            "said nothing",
            [proxy(auth=auth(iam_auth=MISSING))],
            [f"RDS proxy orders has auth[0].iamAuth left out, which is DISABLED, {PASSWORDS}"],
        ),
        ("no way", [proxy(auth=MISSING)], ["RDS proxy orders has no auth, so that nobody can sign in"]),
        (
            "no way, as said",
            [proxy(auth=Known(()), default_auth_scheme=Known("NONE"))],
            ["RDS proxy orders has no auth, so that nobody can sign in"],
        ),
    ]
    unknown = [
        ("a list", [proxy(auth=UNKNOWN)], ["RDS proxy orders: the list auth is not known yet"]),
        (
            "one entry",
            [proxy(auth=auth(iam_auth=UNKNOWN))],
            ["RDS proxy orders: auth[0].iamAuth is not known yet"],
        ),
        (
            "the scheme of all",
            [proxy(auth=MISSING, default_auth_scheme=UNKNOWN)],
            ["RDS proxy orders: the defaultAuthScheme is not known yet"],
        ),
    ]
