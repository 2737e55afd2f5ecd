"""The steps that build a vault, in order. A script that was released is never changed or renamed."""
