"""The listening mode: large notes while two people talk, and five questions when they have talked."""
