"""The steps of answering, one file each; `pipeline.STEPS` is their order."""
