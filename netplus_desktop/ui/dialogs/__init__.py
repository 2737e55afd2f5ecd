"""The few dialogs: unlock, recovery key, preferences, shortcuts, about."""
