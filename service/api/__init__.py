"""HTTP: routes, their models, errors and limits."""
