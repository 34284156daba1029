"""Items without a text in the language of a question, among others that have one: they are judged by their meaning instead.

Signals of the question's own words are 0 for them, which reads as "surely not this one": an entry that nobody has translated yet would
never be found, however plainly it is asked for. So what stands in is as far above or below the mean as the item is in a signal that
knows no language.
"""

import numpy as np

# signal of the question's language -> what stands in for it
STANDS_IN = {"lexical": "encoder_text", "classifier": "encoder_group", "nearest": "encoder_example"}
FEWEST_KNOWN = 2  # items with a text, from which a mean and a spread can be told


def fill_gaps(values: np.ndarray, gaps: np.ndarray, names: tuple[str, ...]) -> None:
    """Fills `values` (items, signals) of the items that are `gaps` (items,), in place."""
    known = ~gaps
    if not gaps.any() or np.count_nonzero(known) < FEWEST_KNOWN:
        return
    for name, other in STANDS_IN.items():
        column, standing = values[:, names.index(name)], values[:, names.index(other)]
        spread = standing.std()
        if spread > 0 and column[known].std() > 0:
            column[gaps] = column[known].mean() + column[known].std() * (standing[gaps] - standing.mean()) / spread
