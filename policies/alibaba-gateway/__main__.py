"""Policy pack `alibaba-gateway`: VPC integration instances, their backends and internal DNS records."""

from privateapi.packs.pack import Pack

PACK = Pack(
    "alibaba-gateway",
    "VPC integration instances and internal names",
    groups=["ali-access", "ali-cidr", "ali-dns", "ali-instance", "ali-sg", "ali-vpc-access"],
)

if __name__ == "__main__":
    PACK.run()
