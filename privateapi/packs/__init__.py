"""Policy packs over the rules: settings, one analysis for a run, and what the engine is given."""
