"""Blueprints and the stacks that deploy them: `Pulumi.<stack>.yaml` chooses a blueprint and configures it."""
