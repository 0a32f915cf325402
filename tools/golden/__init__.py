"""Golden analyses: what the whole path, film to figures, said of each sample when it was last read.

They guard against a change that nobody meant. Whether a judgement is right is not asked here but in
the accuracy benchmark, against the truth.
"""
