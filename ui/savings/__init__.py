"""The savings screen: inputs, results, scenarios and documents of the full model."""
