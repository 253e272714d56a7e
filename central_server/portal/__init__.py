"""What the public and the parties see; reads the published database only."""
