"""The clouds on a laptop: servers that answer like them, and the engine's set-up."""
