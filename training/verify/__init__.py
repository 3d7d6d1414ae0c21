"""What the networks are worth: on test periods against peers, and what an embedding knows of its own moment."""
