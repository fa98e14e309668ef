"""A vSwitch in a VPC that exists, in the block of a vSwitch that exists there."""

import os

import pulumi_alicloud as alicloud

alicloud.vpc.Switch(
    "new", vpc_id=os.environ["EXISTING_VPC"], cidr_block="10.0.1.128/25", zone_id="cn-hangzhou-h", vswitch_name="new"
)
