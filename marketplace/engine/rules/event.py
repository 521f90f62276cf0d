"""Events as Saleor names them."""

APP_PERMISSIONS = frozenset(
    {
        "MANAGE_ORDERS",
        "MANAGE_PRODUCTS",
        "MANAGE_SHIPPING",
        "MANAGE_CHECKOUTS",
        "HANDLE_CHECKOUTS",
        "HANDLE_PAYMENTS",
        "MANAGE_USERS",
    }
)
"""What the platform's App may see in the payloads of its events: the permissions it is installed with."""
