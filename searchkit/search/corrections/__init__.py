"""What was meant: accents restored and slips mended by what the index itself holds."""
