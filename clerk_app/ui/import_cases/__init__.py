"""Dialog 导入案件: mapping, preview, refusals."""
