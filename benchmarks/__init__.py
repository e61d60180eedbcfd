"""The figures that the project quotes: the real product over real sockets, beside its peers, in one alternating run."""
