"""Which results share memory: an in-place store shows through a view and not through a copy."""

import numpy as np

S = slice


def cases():
    chains = [
        ([2, 3, 4], [["reshape", [6, 4]]]),
        ([2, 3, 4], [["transpose", [1, 0, 2]], ["reshape", [6, 4]]]),
        ([2, 3, 4], [["transpose", [1, 0, 2]], ["reshape", [3, 8]]]),
        ([2, 3, 4], [["transpose", [1, 0, 2]], ["reshape", [3, 2, 2, 2]]]),
        ([2, 3, 4], [["transpose", [2, 0, 1]], ["reshape", [4, 6]]]),
        ([2, 3, 4], [["transpose", [2, 0, 1]], ["reshape", [2, 2, 6]]]),
        ([2, 3, 4], [["transpose"], ["ravel"]]),
        ([2, 3, 4], [["ravel"]]),
        ([2, 3, 4], [["flatten"]]),
        ([2, 3, 4], [["getitem", [S(None), S(1, 3)]], ["reshape", [2, 8]]]),
        ([2, 3, 4], [["getitem", [S(None), S(1, 3)]], ["reshape", [4, 4]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), S(None, None, 2)]], ["reshape", [6, 2]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), S(None, None, 2)]], ["reshape", [12]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), S(None, None, -1)]], ["reshape", [6, 4]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), S(0, 3)]], ["reshape", [6, 3]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), S(0, 3)]], ["reshape", [2, 9]]]),
        ([2, 3, 4], [["getitem", [1]], ["reshape", [2, 6]]]),
        ([2, 3, 4], [["getitem", [S(None), 1]], ["ravel"]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), 1]], ["reshape", [6]]]),
        ([2, 3, 4], [["getitem", [S(None), S(None), 1]], ["reshape", [3, 2]]]),
        ([2, 3, 4], [["getitem", [..., "newaxis"]], ["reshape", [24]]]),
        ([1, 3, 1, 4], [["squeeze"], ["reshape", [4, 3]]]),
        ([1, 3, 1, 4], [["transpose", [3, 1, 0, 2]], ["squeeze"]]),
        ([3, 1, 4], [["transpose", [1, 0, 2]], ["reshape", [12]]]),
        ([3, 1, 4], [["swapaxes", 0, 1], ["ravel"]]),
        ([3, 4], [["expand_dims", 1], ["swapaxes", 0, 2]]),
        ([4, 4], [["diagonal"]]),
        ([4, 4], [["diagonal"], ["reshape", [2, 2]]]),
        ([3], [["broadcast_to", [2, 3]], ["ravel"]]),
        ([3], [["broadcast_to", [2, 3]], ["reshape", [2, 3, 1]]]),
        ([3, 1], [["broadcast_to", [3, 4]], ["reshape", [12]]]),
        ([3, 1], [["broadcast_to", [3, 4]], ["reshape", [3, 2, 2]]]),
        ([3, 4], [["flip", 0], ["reshape", [12]]]),
        ([3, 4], [["flip", 0], ["reshape", [3, 2, 2]]]),
        ([3, 4], [["flip", None], ["reshape", [12]]]),
        ([3, 4], [["rot90"]]),
        ([4], [["atleast_2d"], ["transpose"], ["ravel"]]),
        ([3, 4], [["roll", 1]]),
        ([6], [["sliding_window_view", 3, 0]]),
        ([6], [["sliding_window_view", 3, 0], ["ravel"]]),
        ([2, 3], [["getitem", [S(None), np.array([0, 2])]]]),
        ([5], [["getitem", [S(1, 4)]], ["getitem", [S(None, None, -1)]], ["reshape", [3, 1]]]),
        ([1], [["reshape", []]]),
    ]  # fmt: skip
    for shape, steps in chains:
        yield "chain", shape, steps
