"""Texts with their tiers, as people gave them, and how the judgement of severity does on them."""
