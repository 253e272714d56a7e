"""Records as the server holds them: who may reach them, what they are now, and the one way to change them."""
