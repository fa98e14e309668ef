"""Policy pack `aws-private-api`: endpoints, balancers, APIs, names, health checks and certificates on AWS."""

from privateapi.packs.pack import Pack

PACK = Pack(
    "aws-private-api",
    "Private APIs and their names",
    groups=[
        "aws-apigw",
        "aws-endpoint",
        "aws-endpoint-service",
        "aws-health",
        "aws-multi-region",
        "aws-nlb",
        "aws-rds-proxy",
        "aws-route53",
        "aws-tls",
    ],
)

if __name__ == "__main__":
    PACK.run()
