"""Serves the stand-in to the Pulumi engine."""

from privateapi.provider.server import main
from privateapi.sandbox.alicloud_plugin.package import ALICLOUD

main(ALICLOUD)
