"""Introductions: people whom I bring together once both have agreed, and the chains of who led to whom."""
