"""What pages show of the catalogue and of recommendations."""
