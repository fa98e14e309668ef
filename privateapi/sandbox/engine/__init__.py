"""Where the Pulumi engine comes from: found on PATH, else installed, else built; see `setup.ensure_engine`."""
