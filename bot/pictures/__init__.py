"""Pictures of the Index: drawn by matplotlib in a process of its own, kept by content, sent as photos."""
