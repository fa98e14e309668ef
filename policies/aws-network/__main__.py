"""Policy pack `aws-network`: CIDR blocks, routes, transit and security groups of AWS networks."""

from privateapi.packs.pack import Pack

PACK = Pack("aws-network", "CIDR blocks, routes, transit and security groups", groups=["aws-cidr", "aws-sg"])

if __name__ == "__main__":
    PACK.run()
