"""The jobs of the workstation: one module per job, plain functions over a Desk."""
