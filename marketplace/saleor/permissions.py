"""What the platform's App may do in Saleor: the permissions that its installation asks for."""

APP_PERMISSIONS = frozenset(
    {
        "HANDLE_CHECKOUTS",
        "HANDLE_PAYMENTS",
        "IMPERSONATE_USER",
        "MANAGE_CHANNELS",
        "MANAGE_CHECKOUTS",
        "MANAGE_DISCOUNTS",
        "MANAGE_MENUS",
        "MANAGE_ORDERS",
        "MANAGE_ORDERS_IMPORT",
        "MANAGE_PAGES",
        "MANAGE_PAGE_TYPES_AND_ATTRIBUTES",
        "MANAGE_PRODUCTS",
        "MANAGE_PRODUCT_TYPES_AND_ATTRIBUTES",
        "MANAGE_SETTINGS",
        "MANAGE_SHIPPING",
        "MANAGE_TAXES",
        "MANAGE_USERS",
    }
)
