"""Components on Alibaba Cloud: VPC integration instances of API Gateway, internal domains and backends in a VPC.

They need `pulumi_alicloud`, which is in the extra `alicloud` of the package.
"""

from ..errors import ComponentError
from .dedicated_instance import AnyInstance, DedicatedInstance
from .instance_network import ExistingVpc, GatewayZone, InstanceNetwork
from .internal_domain import InternalDomain, WeightedRecord
from .vpc_access import AuthorizedServer
from .vpc_backend import ServerBackend, UrlBackend, VpcBackend
from .vpc_integration_instance import VpcIntegrationInstance

__all__ = [
    "AnyInstance",
    "AuthorizedServer",
    "ComponentError",
    "DedicatedInstance",
    "ExistingVpc",
    "GatewayZone",
    "InstanceNetwork",
    "InternalDomain",
    "ServerBackend",
    "UrlBackend",
    "VpcBackend",
    "VpcIntegrationInstance",
    "WeightedRecord",
]
