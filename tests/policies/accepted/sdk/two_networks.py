"""Networks of two Regions out of one plan, on transit gateways that are peered."""

from components.aws import AddressPlan, Network, TransitMesh

regions = ["us-east-1", "us-west-2"]
plan = AddressPlan("plan", supernet="10.0.0.0/8", regions=regions)
networks = {region: Network(region, region=region, plan=plan.regions[region]) for region in regions}
TransitMesh("mesh", networks=networks)
