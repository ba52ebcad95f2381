"""The composition root: settings, addresses, command line. The only room that knows all others."""
