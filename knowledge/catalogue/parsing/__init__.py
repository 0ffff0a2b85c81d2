"""Reading the portal's tables and texts; what is not certain comes back as a flag, not as a fact."""
