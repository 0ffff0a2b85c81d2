"""Our own sentence encoder: small, trained here, loaded offline; or any sentence-transformers model by name."""
