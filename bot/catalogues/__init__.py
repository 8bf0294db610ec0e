"""Keeps the catalogues in step with the texts; for a checkout, not part of an installed product."""
