"""What a person does at the counter: one function a thing, each inside the caller's transaction."""
