# temporary stand-in
import numpy as np
def joined(tokens, starts):
    return np.zeros(len(tokens), dtype=bool)
