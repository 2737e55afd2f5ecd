"""The preview of an import: what each file holds and what would happen."""
