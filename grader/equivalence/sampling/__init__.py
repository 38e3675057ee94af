"""Where to look: points of the domains, where something bends, and how much it says if two sides agree there."""
