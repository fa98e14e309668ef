"""Components on AWS: networks, endpoints, APIs, entrances, health and names of private APIs in several regions."""

from ..errors import ComponentError
from .address_plan import AddressPlan, RegionPlan, SubnetPlan
from .api_endpoint import ApiEndpoint
from .canary import Canary
from .front_door import FrontDoor
from .hybrid_dns import ForwardedDomain, HybridDns
from .multi_region_private_api import (
    Interconnect,
    MultiRegionPrivateApi,
    RegionArgs,
    RegionClients,
    RegionGroup,
    RegionMember,
    RegionParts,
)
from .name_certificate import NameCertificate
from .network import ExistingNetwork, FlowLogs, Network, NetworkSubnet
from .peering_mesh import PeeringMesh
from .private_rest_api import HttpBackend, LambdaBackend, PrivateRestApi, Throttle
from .region_health import HealthCriteria, RegionHealth
from .route_set import RouteGroup, RouteTarget
from .routed_name import ClientGroup, ClientVpc, RoutedName
from .transit_mesh import TransitMesh

__all__ = [
    "AddressPlan",
    "ApiEndpoint",
    "Canary",
    "ClientGroup",
    "ClientVpc",
    "ComponentError",
    "ExistingNetwork",
    "FlowLogs",
    "ForwardedDomain",
    "FrontDoor",
    "HealthCriteria",
    "HttpBackend",
    "HybridDns",
    "Interconnect",
    "LambdaBackend",
    "MultiRegionPrivateApi",
    "NameCertificate",
    "Network",
    "NetworkSubnet",
    "PeeringMesh",
    "PrivateRestApi",
    "RegionArgs",
    "RegionClients",
    "RegionGroup",
    "RegionHealth",
    "RegionMember",
    "RegionParts",
    "RegionPlan",
    "RouteGroup",
    "RouteTarget",
    "RoutedName",
    "SubnetPlan",
    "Throttle",
    "TransitMesh",
]
