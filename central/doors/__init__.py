"""The doors of the centre: one file a group of endpoints, each turning HTTP into a rule's words and back."""
