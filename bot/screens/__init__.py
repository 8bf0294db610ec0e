"""Every screen of the product in both languages, to be read through; a tool for checkouts."""
