"""A card to hand on: as a picture for a phone, and on paper for a pocket."""
