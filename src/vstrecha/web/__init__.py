"""What every page stands on: base templates, design tokens, components."""
