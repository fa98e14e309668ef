"""Things of a network that tests need and that no resource of this plugin makes, taken away at a test's end."""

from collections.abc import Callable

from privateapi.sandbox.aws.testing import Clients


class Targets:
    """Makes gateways and interfaces with boto3; :meth:`clean_up` deletes them, the last first."""

    def __init__(self, aws: Clients) -> None:
        self._ec2 = aws("ec2")
        self._undo: list[Callable[[], object]] = []

    def clean_up(self) -> None:
        for undo in reversed(self._undo):
            undo()
        self._undo.clear()

    def internet_gateway(self, vpc_id: str) -> str:
        id = str(self._ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"])
        self._ec2.attach_internet_gateway(InternetGatewayId=id, VpcId=vpc_id)
        self._undo.append(lambda: self._ec2.delete_internet_gateway(InternetGatewayId=id))
        self._undo.append(lambda: self._ec2.detach_internet_gateway(InternetGatewayId=id, VpcId=vpc_id))
        return id

    def vpn_gateway(self, vpc_id: str) -> str:
        id = str(self._ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"])
        self._ec2.attach_vpn_gateway(VpnGatewayId=id, VpcId=vpc_id)
        self._undo.append(lambda: self._ec2.delete_vpn_gateway(VpnGatewayId=id))
        self._undo.append(lambda: self._ec2.detach_vpn_gateway(VpnGatewayId=id, VpcId=vpc_id))
        return id

    def egress_only_gateway(self, vpc_id: str) -> str:
        made = self._ec2.create_egress_only_internet_gateway(VpcId=vpc_id)["EgressOnlyInternetGateway"]
        id = str(made["EgressOnlyInternetGatewayId"])
        self._undo.append(lambda: self._ec2.delete_egress_only_internet_gateway(EgressOnlyInternetGatewayId=id))
        return id

    def interface(self, subnet_id: str, description: str = "appliance") -> str:
        made = self._ec2.create_network_interface(SubnetId=subnet_id, Description=description)["NetworkInterface"]
        id = str(made["NetworkInterfaceId"])
        self._undo.append(lambda: self._ec2.delete_network_interface(NetworkInterfaceId=id))
        return id

    def prefix_list(self) -> str:
        made = self._ec2.create_managed_prefix_list(PrefixListName="inside", MaxEntries=1, AddressFamily="IPv4")
        id = str(made["PrefixList"]["PrefixListId"])
        self._undo.append(lambda: self._ec2.delete_managed_prefix_list(PrefixListId=id))
        return id

    def transit_gateway(self) -> str:
        id = str(self._ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"])
        self._undo.append(lambda: self._ec2.delete_transit_gateway(TransitGatewayId=id))
        return id

    def attachment(self, gateway_id: str, vpc_id: str, subnet_id: str) -> str:
        made = self._ec2.create_transit_gateway_vpc_attachment(
            TransitGatewayId=gateway_id, VpcId=vpc_id, SubnetIds=[subnet_id]
        )["TransitGatewayVpcAttachment"]
        id = str(made["TransitGatewayAttachmentId"])
        self._undo.append(lambda: self._ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=id))
        return id

    def peering(self, vpc_id: str, peer_id: str) -> str:
        made = self._ec2.create_vpc_peering_connection(VpcId=vpc_id, PeerVpcId=peer_id)["VpcPeeringConnection"]
        id = str(made["VpcPeeringConnectionId"])
        self._ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=id)
        self._undo.append(lambda: self._ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=id))
        return id
