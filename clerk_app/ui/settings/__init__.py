"""Screen 设置: workstation, calendar, phrases, password, checks."""
