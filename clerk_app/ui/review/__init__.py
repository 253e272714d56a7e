"""Screen 核对公开稿: original and web copy side by side, every masked place walked through and answered."""
