"""Which of Saleor's events are questions, and which hold secrets."""

SYNCHRONOUS = frozenset(
    {
        "CHECKOUT_FILTER_SHIPPING_METHODS",
        "PAYMENT_GATEWAY_INITIALIZE_SESSION",
        "SHIPPING_LIST_METHODS_FOR_CHECKOUT",
        "TRANSACTION_CANCELATION_REQUESTED",
        "TRANSACTION_CHARGE_REQUESTED",
        "TRANSACTION_INITIALIZE_SESSION",
        "TRANSACTION_PROCESS_SESSION",
        "TRANSACTION_REFUND_REQUESTED",
    }
)
"""Events whose answer Saleor waits for and reads (its schema's WebhookEventTypeSyncEnum)."""

CONFIDENTIAL = frozenset(
    {
        "ACCOUNT_CHANGE_EMAIL_REQUESTED",
        "ACCOUNT_CONFIRMATION_REQUESTED",
        "ACCOUNT_DELETED",
        "ACCOUNT_DELETE_REQUESTED",
        "ACCOUNT_EMAIL_CHANGED",
        "ACCOUNT_SET_PASSWORD_REQUESTED",
        "STAFF_SET_PASSWORD_REQUESTED",
    }
)
"""Events that carry a key to somebody's account or an address that goes: what they said is forgotten as soon as every
consumer is done."""
