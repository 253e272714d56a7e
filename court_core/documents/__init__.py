"""Judicial documents as files: the gate for .docx, the 不上网公开 stamp, conversion to PDF."""
