"""Making public: projection is the only way to the published database, releases decide what goes and when."""
