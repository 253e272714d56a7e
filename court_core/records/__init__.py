"""Each record type declared once: its fields, labels, joint-merge groups, scope, who may see and write it."""
