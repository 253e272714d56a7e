"""案件: the list with search as one types, and the case beside it."""
