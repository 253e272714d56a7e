"""Dialog 导入案件: a table from another system, its columns matched, its rows previewed, and only then taken over."""
