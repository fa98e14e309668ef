"""Policy pack `aws-private-api`: endpoints, balancers, APIs, names, health checks and certificates on AWS."""

from privateapi.packs.pack import Pack
from privateapi.packs.remedies import evaluate_target_health

PACK = Pack(
    "aws-private-api",
    "Private APIs and their names",
    groups=[
        "aws-apigw",
        "aws-endpoint",
        "aws-endpoint-service",
        "aws-failover",
        "aws-health",
        "aws-multi-region",
        "aws-nlb",
        "aws-rds-proxy",
        "aws-route53",
        "aws-tls",
    ],
    remedies=[evaluate_target_health],
)

if __name__ == "__main__":
    PACK.run()
