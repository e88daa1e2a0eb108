"""The tasks of tau-retail, held as talks over the customer API by scripted customers, and judged by the state of the store."""
