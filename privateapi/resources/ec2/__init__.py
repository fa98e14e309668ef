"""Resources of Amazon EC2: VPCs, endpoints and transit gateways."""
