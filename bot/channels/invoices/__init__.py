"""Invoices as documents: fetched by a link that the assistant gave to the customer."""
