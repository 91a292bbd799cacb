"""What a case is computed from: assumptions, measured inputs, their origin, the volume."""
