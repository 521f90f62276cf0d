"""What one can do with invoices."""

from plugins.invoice.services.issuing import correct_invoice, issue_invoice, request_invoice
from plugins.invoice.services.rendering import read_invoice, render_invoice
from plugins.invoice.services.sending import send_invoice
from plugins.invoice.services.terms import save_terms

__all__ = [
    "correct_invoice",
    "issue_invoice",
    "read_invoice",
    "render_invoice",
    "request_invoice",
    "save_terms",
    "send_invoice",
]
