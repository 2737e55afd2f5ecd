"""Trials of the promise that what was confirmed is kept: kills, power cuts, full disks, read-only places."""
