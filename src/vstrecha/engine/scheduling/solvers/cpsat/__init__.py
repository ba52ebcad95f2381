"""CP-SAT: variables, rules and levels of the objective, each in a module of its own."""
