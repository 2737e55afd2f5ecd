"""The window. The only place, with `app`, that imports PySide6."""
