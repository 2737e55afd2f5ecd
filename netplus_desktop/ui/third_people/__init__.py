"""Beyond the one who voiced a need: people who might help, and people who could use an offer."""
