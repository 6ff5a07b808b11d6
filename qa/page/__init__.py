"""The page around an engine, one file for each of its parts: everything that a reader sees and touches."""
