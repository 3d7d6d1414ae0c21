"""The forecaster: what it reads, its members, their training, the widths of its intervals, its storage."""
