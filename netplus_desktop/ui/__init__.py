"""The window: with app.py the only place that imports PySide6."""
