"""Records to pages and letters. No database, no Qt."""
