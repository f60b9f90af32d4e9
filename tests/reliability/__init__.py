"""Long trials, each with a short form that the tests run; see docs/reliability.md."""
