"""The page of the middle pane when nobody is chosen."""
