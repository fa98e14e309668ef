"""Resources of Amazon Route 53 Resolver: endpoints and rules for names between VPCs and other networks."""
