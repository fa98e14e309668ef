"""Component resources: private APIs in several regions, on AWS in `components.aws`."""
