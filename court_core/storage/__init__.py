"""Tables derived from the record declarations, and the codec between rows and values; shared by both databases."""
