"""Companies, their representatives, and what they offer and seek."""
