"""What a shopper agreed to, how that is written down, and whether an order still is it.

The agreed plan is kept twice: in our table (the truth) and as a signed text in the checkout's private metadata, from
where the commerce engine copies it to the order. Everybody who knows a checkout's id may change its lines, its address
and its delivery method past us (Saleor's rule), so an order is compared with the agreed plan before anything is packed.
"""

import hmac
import json
from base64 import b64decode
from binascii import Error as BadBase64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

METADATA_KEY = "fulfilmentPlan"
SNAPSHOT_FORM = 1
# A place is held as long: enough to type an address and order, and a lost interest does not block a slot for long.
HOLD = timedelta(minutes=20)


Pieces = Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class AgreedChoice:
    """How one vendor's goods reach the shopper. `lines`: pieces by variant id; `price` gross in the plan's currency."""

    vendor: int
    method: str
    offer: str
    starts: datetime
    ends: datetime
    price: Decimal
    reference: str
    lines: Pieces


@dataclass(frozen=True, kw_only=True)
class AgreedPlan:
    """One choice for every vendor of the basket. `destination` is a digest of the address ("" when none is needed)."""

    checkout_id: str
    version: int
    currency: str
    destination: str
    choices: tuple[AgreedChoice, ...]

    @property
    def price(self) -> Decimal:
        return sum((choice.price for choice in self.choices), Decimal("0.00"))

    @property
    def method_id(self) -> str:
        return method_id(self.version)


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What is known of a checkout or an order when it is compared: plain values out of the commerce engine.

    `method` is the delivery method's id, or its name where only that is known; `lines` are pieces by variant id by
    vendor.
    """

    method: str
    price: Decimal
    destination: str
    lines: Mapping[int, Pieces]


@dataclass(frozen=True, kw_only=True)
class Deviation:
    """One way in which an order is not what was agreed; `vendor` is a primary key, or None if it concerns all."""

    code: str
    vendor: int | None = None


def method_id(version: int) -> str:
    """Our id of the one delivery method that stands for a version of a plan; the engine wraps it into its own."""
    return f"plan-{version}"


def method_name(version: int) -> str:
    """The delivery method's name: all that an order keeps of it, so it names the plan's version too."""
    return f"Plan {version}"


def stands_for(engine_method_id: str, version: int) -> bool:
    """True if the engine's id of an app method is that of this version of the plan."""
    return unwrapped(engine_method_id).rpartition(":")[2] == method_id(version)


def unwrapped(engine_method_id: str) -> str:
    """What an engine's method id wraps: Saleor makes base64 of `app:<app id>:<our id>`. Empty for nonsense."""
    try:
        return b64decode(engine_method_id, validate=True).decode()
    except (BadBase64, UnicodeDecodeError, ValueError):
        return ""


def address_digest(parts: Iterable[str], *, secret: str) -> str:
    """A keyed fingerprint of an address, insensitive to case and spacing, so that the address itself need not be kept.

    Engines normalise addresses (Saleor puts the city in capitals).
    """
    text = "\n".join(" ".join(part.casefold().split()) for part in parts)
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()[:32]


def lines_digest(lines: Pieces) -> str:
    """A fingerprint of pieces by variant: it changes when anything is added, removed or counted differently."""
    text = ";".join(f"{variant}x{quantity}" for variant, quantity in sorted(lines.items()) if quantity)
    return sha256(text.encode()).hexdigest()[:32]


def deviations(agreed: AgreedPlan, arrived: Arrived, *, method: str) -> tuple[Deviation, ...]:
    """Every way in which what arrived is not what was agreed; empty if the plan holds. `method` is the expected one.

    Codes: METHOD_CHANGED, PRICE_CHANGED, ADDRESS_CHANGED, LINES_CHANGED (with the vendor).
    """
    found = []
    if arrived.method != method:
        found.append(Deviation(code="METHOD_CHANGED"))
    if arrived.price != agreed.price:
        found.append(Deviation(code="PRICE_CHANGED"))
    if agreed.destination and not hmac.compare_digest(arrived.destination, agreed.destination):
        found.append(Deviation(code="ADDRESS_CHANGED"))
    expected = {choice.vendor: lines_digest(choice.lines) for choice in agreed.choices}
    actual = {vendor: lines_digest(lines) for vendor, lines in arrived.lines.items()}
    changed = [vendor for vendor in expected | actual if expected.get(vendor) != actual.get(vendor)]
    return (*found, *(Deviation(code="LINES_CHANGED", vendor=vendor) for vendor in sorted(changed)))


def write_snapshot(plan: AgreedPlan, *, secret: str) -> str:
    """The plan as signed JSON text for the checkout's private metadata."""
    body = {
        "form": SNAPSHOT_FORM,
        "checkout": plan.checkout_id,
        "version": plan.version,
        "currency": plan.currency,
        "price": str(plan.price),
        "destination": plan.destination,
        "choices": [_written(choice) for choice in plan.choices],
    }
    text = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return json.dumps({"plan": text, "signature": _signature(text, secret)})


def read_snapshot(text: str, *, secret: str) -> AgreedPlan | None:
    """The plan that `write_snapshot` wrote with this secret; None for anything else."""
    try:
        outer = json.loads(text)
        body, signature = str(outer["plan"]), str(outer["signature"])
        if not hmac.compare_digest(signature, _signature(body, secret)):
            return None
        data = json.loads(body)
        if data["form"] != SNAPSHOT_FORM:
            return None
        return AgreedPlan(
            checkout_id=data["checkout"],
            version=data["version"],
            currency=data["currency"],
            destination=data["destination"],
            choices=tuple(_read(choice) for choice in data["choices"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _written(choice: AgreedChoice) -> dict[str, object]:
    return {
        "vendor": choice.vendor,
        "method": choice.method,
        "offer": choice.offer,
        "starts": choice.starts.isoformat(),
        "ends": choice.ends.isoformat(),
        "price": str(choice.price),
        "reference": choice.reference,
        "lines": dict(choice.lines),
    }


def _read(data: Mapping[str, object]) -> AgreedChoice:
    lines = data["lines"]
    if not isinstance(lines, dict):
        raise TypeError("lines")
    return AgreedChoice(
        vendor=int(str(data["vendor"])),
        method=str(data["method"]),
        offer=str(data["offer"]),
        starts=datetime.fromisoformat(str(data["starts"])),
        ends=datetime.fromisoformat(str(data["ends"])),
        price=Decimal(str(data["price"])),
        reference=str(data["reference"]),
        lines={str(variant): int(quantity) for variant, quantity in lines.items()},
    )


def _signature(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), sha256).hexdigest()
