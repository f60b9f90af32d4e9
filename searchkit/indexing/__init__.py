"""Reports into an index: which may go in, analysed in batches, as the documents that an engine takes."""
