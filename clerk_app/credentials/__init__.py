"""Who may open this workstation: profile, key wraps, keyring, device key and the offline grant."""
