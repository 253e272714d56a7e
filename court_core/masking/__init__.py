"""隐名: who and what is to be masked in a judgment, and by what it is replaced (DOMAIN.md §5)."""
