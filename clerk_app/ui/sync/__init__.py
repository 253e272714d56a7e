"""Screen 同步与冲突: what waits, what failed, what two people wrote differently."""
