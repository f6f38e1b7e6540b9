"""Web addresses: parsed as browsers do, one canonical form each."""
