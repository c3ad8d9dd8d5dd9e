"""Coverage: how much of what the documentation promises a run has seen and tried, and what would close each gap.

``seen`` reads facts off each exchange, ``universe`` says from the contracts alone what there is to see, ``measure``
compares the two, and ``gaps.toml`` says of each gap which scenario closes it, or why nothing can.
"""
