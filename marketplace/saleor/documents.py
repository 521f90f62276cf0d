"""The documents that the platform sends and subscribes with: one operation a file, read once.

`documents/<name>.graphql` holds an operation, `documents/remote/<name>.graphql` one that only a Saleor elsewhere knows
(called `remote/<name>`: installing the App), `documents/events/<event>.graphql` the subscription whose result is the
payload of that Saleor event, `documents/fragments/<Name>.graphql` what several of them share. A document is sent with
exactly the fragments that it spreads.
"""

from functools import cache
from pathlib import Path

from graphql import DocumentNode, FragmentSpreadNode, OperationDefinitionNode, Visitor, parse, visit

FOLDER = Path(__file__).with_name("documents")

# Mutations that set values and may be sent again after an answer was lost. `transaction_initialize` carries an
# idempotency key; Saleor answers a repeated event report with `alreadyProcessed`.
SAFE_TO_REPEAT = frozenset(
    {
        "account_set_default_address",
        "category_update",
        "channel_update",
        "checkout_addresses_update",
        "checkout_customer_attach",
        "checkout_delivery_method_update",
        "checkout_email_update",
        "checkout_lines_update",
        "customer_update",
        "collection_add_products",
        "collection_channel_listing_update",
        "collection_remove_products",
        "collection_update",
        "delivery_options_calculate",
        "delivery_options_renew",
        "menu_item_update",
        "page_update",
        "product_channel_listing_update",
        "product_update",
        "product_variant_channel_listing_update",
        "product_variant_stocks_update",
        "product_variant_update",
        "shipping_zone_update",
        "shop_settings_update",
        "tax_configuration_update",
        "token_refresh",
        "transaction_event_report",
        "transaction_initialize",
        "update_metadata",
        "update_private_metadata",
        "warehouse_update",
    }
)


@cache
def document(name: str) -> str:
    """The text of an operation with its fragments. Raises LookupError if there is none of the name."""
    return _assembled(FOLDER / f"{name}.graphql")


@cache
def event_document(event_type: str) -> str | None:
    """The subscription for a Saleor event type (`ORDER_CREATED`); None for events that the platform does not take."""
    path = FOLDER / "events" / f"{event_type.lower()}.graphql"
    return _assembled(path) if event_type.isupper() and path.is_file() else None


@cache
def may_repeat(name: str) -> bool:
    """True if sending the operation twice does what sending it once does."""
    return name in SAFE_TO_REPEAT or _operation(document(name)).operation.value == "query"


def names() -> tuple[str, ...]:
    """Every operation that both engines know, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.graphql")))


def remote_names() -> tuple[str, ...]:
    """Every operation that only a Saleor elsewhere knows, sorted."""
    return tuple(sorted(f"remote/{path.stem}" for path in (FOLDER / "remote").glob("*.graphql")))


def event_types() -> tuple[str, ...]:
    """Every Saleor event that the platform takes, sorted."""
    return tuple(sorted(path.stem.upper() for path in (FOLDER / "events").glob("*.graphql")))


def _assembled(path: Path) -> str:
    if not path.is_file():
        raise LookupError(f"no document {path.stem!r}")
    text = path.read_text()
    spread = _fragments(parse(text))
    return "\n".join([text, *(_fragment(name) for name in sorted(spread))])


def _fragments(parsed: DocumentNode) -> set[str]:
    """Names of all fragments that a document needs, those of its fragments included."""
    needed: set[str] = set()
    waiting = _spreads(parsed)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting |= _spreads(parse(_fragment(name)))
    return needed


def _spreads(parsed: DocumentNode) -> set[str]:
    collector = _SpreadCollector()
    visit(parsed, collector)
    return collector.names


class _SpreadCollector(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.add(node.name.value)


@cache
def _fragment(name: str) -> str:
    return (FOLDER / "fragments" / f"{name}.graphql").read_text()


def _operation(text: str) -> OperationDefinitionNode:
    return next(node for node in parse(text).definitions if isinstance(node, OperationDefinitionNode))
