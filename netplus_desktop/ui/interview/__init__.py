"""The middle pane: the person shown and the conversations with them."""
