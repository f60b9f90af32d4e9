"""What was typed to a page of hits: forms, plan, tiers, stages, page."""
