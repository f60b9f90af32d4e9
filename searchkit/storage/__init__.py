"""What an index folder holds beside the engine's files, and what is stored with a passage."""
