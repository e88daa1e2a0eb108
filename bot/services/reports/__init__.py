"""What the desk and the assistant achieved in a period, by figures that agree with one another."""
