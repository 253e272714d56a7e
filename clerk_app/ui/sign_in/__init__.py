"""First enrolment, unlocking and locking."""
