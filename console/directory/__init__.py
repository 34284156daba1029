"""The directory of services: what there is, writing, review, publishing, history."""
