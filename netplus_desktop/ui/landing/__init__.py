"""Landing: the news of the job for everyone who helped on the way there."""
