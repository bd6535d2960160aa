"""Papers that people hand in: taken in safely, made to fit, masked, kept by their content's hash."""
