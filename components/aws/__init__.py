"""Components on AWS: networks, endpoints, APIs, entrances, health and names of private APIs in several regions."""

from ..errors import ComponentError
from .address_plan import AddressPlan, RegionPlan, SubnetPlan
from .api_endpoint import ApiEndpoint
from .front_door import FrontDoor
from .multi_region_private_api import MultiRegionPrivateApi, RegionArgs, RegionParts
from .name_certificate import NameCertificate
from .network import ExistingNetwork, FlowLogs, Network, NetworkSubnet
from .private_rest_api import HttpBackend, LambdaBackend, PrivateRestApi, Throttle
from .region_health import HealthCriteria, RegionHealth
from .routed_name import ClientVpc, RoutedName, RouteTarget
from .transit_mesh import TransitMesh

__all__ = [
    "AddressPlan",
    "ApiEndpoint",
    "ClientVpc",
    "ComponentError",
    "ExistingNetwork",
    "FlowLogs",
    "FrontDoor",
    "HealthCriteria",
    "HttpBackend",
    "LambdaBackend",
    "MultiRegionPrivateApi",
    "NameCertificate",
    "Network",
    "NetworkSubnet",
    "PrivateRestApi",
    "RegionArgs",
    "RegionHealth",
    "RegionParts",
    "RegionPlan",
    "RouteTarget",
    "RoutedName",
    "SubnetPlan",
    "Throttle",
    "TransitMesh",
]
