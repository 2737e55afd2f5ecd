"""NetPlus Desktop: an offline companion for networking as a two-way exchange."""

__version__ = "0.1.0"
