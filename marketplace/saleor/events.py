"""Which of Saleor's events are questions."""

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
