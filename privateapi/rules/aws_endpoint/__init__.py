"""VPC endpoints: where they stand, who gets in, what their names and policies say."""
