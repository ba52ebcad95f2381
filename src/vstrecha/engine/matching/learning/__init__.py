"""Learning what counts: answers to recommendations in, weights of the score's parts out.

A company's answer says whether the pair as it was shown was worth a meeting *to that company*.
The chance of a yes is modelled as

    σ(base + leniency of the reader + scale · (Σ weight · strength − ½)),

the weights being softmax(log default + u): whatever is learned, they are positive and add up to
1, so that the parts of a score still add up to it. `u` (zero: the default weights), the scale's
logarithm and the base have a Gaussian prior; the belief after some answers is the Gaussian of the
same mode and curvature (`fit`). Missions share what they learn through a belief of the platform
(`belief`). No number here belongs to a company that is recommended: answers cannot push or sink
one, other than by what counts for all.
"""
