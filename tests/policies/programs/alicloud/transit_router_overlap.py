"""Two VPCs with overlapping blocks on one transit router."""

# alibaba-gateway: ALI-CIDR-12: VPC east in cn-hangzhou has 10.0.0.0/16, which overlaps 10.0.128.0/20 of VPC west in
#     cn-hangzhou; both are attached to transit router hub

import pulumi_alicloud as alicloud

cen = alicloud.cen.Instance("hub")
router = alicloud.cen.TransitRouter("hub", cen_id=cen.id)
for name, cidr in (("east", "10.0.0.0/16"), ("west", "10.0.128.0/20")):
    vpc = alicloud.vpc.Network(name, cidr_block=cidr)
    switch = alicloud.vpc.Switch(name, vpc_id=vpc.id, cidr_block=cidr, zone_id="cn-hangzhou-j")
    alicloud.cen.TransitRouterVpcAttachment(
        name,
        cen_id=cen.id,
        transit_router_id=router.transit_router_id,
        vpc_id=vpc.id,
        zone_mappings=[{"zone_id": "cn-hangzhou-j", "vswitch_id": switch.id}],
    )
