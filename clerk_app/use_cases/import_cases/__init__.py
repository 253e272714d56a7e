"""案件导入: cases and parties from another system's export (.xlsx, .csv)."""
