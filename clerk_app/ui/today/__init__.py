"""今日: what is due, the most urgent first."""
