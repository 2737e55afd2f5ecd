"""Trials of the promise that nothing of the vault is readable anywhere else: on the disk, in memory, on a network."""
