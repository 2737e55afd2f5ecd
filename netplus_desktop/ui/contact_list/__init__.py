"""The left pane: the people."""
