"""The right pane: what I can offer."""
