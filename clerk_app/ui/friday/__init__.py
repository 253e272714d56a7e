"""周五补录: the week's enforcement log, caught up by Friday noon."""
