"""Stand-ins for our actions, which follow the same agenda with fewer questions: what is tested is the engine."""
