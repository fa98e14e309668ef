"""The plugin's base: gRPC server, resource life cycle, values, errors, waiters and clients. It names no resource."""
