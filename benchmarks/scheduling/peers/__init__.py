"""Other ways to solve the published problem, each written from its description alone.

Each module has `solve_peer(problem, seconds)`. None uses anything of our own solvers.
"""
