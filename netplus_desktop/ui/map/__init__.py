"""The map of introductions."""
