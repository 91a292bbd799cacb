"""What the screens share: navigation, frame, state, charts, provenance."""
