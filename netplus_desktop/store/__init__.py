"""The vault: the only place that imports peewee, sqlcipher3 and keyring. No Qt."""
