"""The rules of a course (`policy.yaml`): what late costs, who has longer, who worked together, who is on the
roster, and under which names reports go out. Applied to the marks of every run anew; the marks themselves stay."""
