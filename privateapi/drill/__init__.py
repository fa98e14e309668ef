"""The drill of seed 002 on a deployed stack: a Region's health check is inverted, the answers move, it is put back."""
