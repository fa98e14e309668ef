"""Readers into the topology: policy arguments, states and previews of Pulumi, and live accounts."""
