"""The weekly review: what happened on the way from an approach to a job, and what was given meanwhile."""
