"""Files to and from core records. No database, no Qt."""
