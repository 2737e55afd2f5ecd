"""People who may be entered twice, pair by pair."""
