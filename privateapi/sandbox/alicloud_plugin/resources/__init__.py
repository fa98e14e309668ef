"""The resources of the stand-in: one file, one resource."""
