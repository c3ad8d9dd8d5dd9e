"""Who is called, and what they saw and heard."""
