"""The catalogue's tables; migrations live in `knowledge/catalogue/migrations`."""
