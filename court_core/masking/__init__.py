"""隐名: from the text of a judgment to what is published, and why each replacement was made."""
