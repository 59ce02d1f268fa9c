"""The faults: each is one frozen descriptor, from which all other parts of the program learn about it."""
