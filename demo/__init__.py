"""The demonstration court: invented people and cases marked 演示, and the tour of one working week."""
