"""The local world with its people, links and the product, for the demo and for transcripts."""
