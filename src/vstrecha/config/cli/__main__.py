"""`python -m vstrecha.config.cli` is the same as `vstrecha`."""

from vstrecha.config.cli import main

main(prog_name="vstrecha")
