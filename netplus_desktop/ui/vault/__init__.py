"""Looking after the vault from the window: its key, its lock, its backups, its check, merging."""
