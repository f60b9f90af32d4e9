"""What is being typed, continued as the reports write it."""
