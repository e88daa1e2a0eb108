"""A small project with a form, which our own has not: what is tested is that folding keeps what Rasa's forms need."""
