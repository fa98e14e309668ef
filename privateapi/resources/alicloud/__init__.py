"""Resources of Alibaba Cloud that no other provider has, or that it has wrong."""
