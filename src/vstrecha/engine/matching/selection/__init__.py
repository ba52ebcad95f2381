"""Which scored pairs are suggested to whom: lists with caps, floors and surprises."""
