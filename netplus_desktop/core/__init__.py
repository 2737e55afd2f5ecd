"""What the program knows about people and the practice. Standard library and pure computing libraries only."""
