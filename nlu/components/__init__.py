"""Our components of the engine's pipeline, in the order of config.yml: language, terms, acts."""
