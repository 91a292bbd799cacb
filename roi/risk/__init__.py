"""How sure a case is: futures, sensitivity, risk adjustment, and what to measure next."""
