"""The whole content as files: out as a zip, and in again with its report first."""
