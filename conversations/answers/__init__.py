"""Questions and their answers. Nothing is imported here: facts and effects import modules of this package."""
