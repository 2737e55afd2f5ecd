"""The target list: employers worth working for, who of my people is there, and who leads to them."""
