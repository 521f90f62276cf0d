"""The read model of what the town's shops sell, and whose product is whose.

Truth of name, price and stock is the commerce engine; rows here are a copy that services and webhook consumers keep
fresh (`services/sync.py`), with what the engine does not know: the vendor, the unit price and the search words.
"""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.rules.reduction import Reduction, reduction_of
from marketplace.catalogue.rules.stock import StockWords, buyable, stock_words


class Category(models.Model):
    """A shelf of the town: copy of a category of the engine plus the legal rules that hang on it."""

    saleor_id = models.CharField(max_length=64, unique=True)
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, unique=True, help_text="Slugs from the root, joined by '/'.")
    position = models.PositiveSmallIntegerField(default=0)
    motif = models.CharField(max_length=40, blank=True, help_text="Drawing that stands for the category.")
    picture = models.CharField(max_length=300, blank=True, help_text="Address of the tile below MEDIA_URL.")
    unit_price_required = models.BooleanField(
        default=False, help_text="Goods sold by weight, volume, length or area (PAngV §4 para. 1)."
    )
    manufacturer_required = models.BooleanField(
        default=False, help_text="Goods under the product safety regulation (EU) 2023/988; not food or plants."
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        """0 for a top category."""
        return self.path.count("/")


class Manufacturer(models.Model):
    """Who makes goods, typed once for the whole town and shown with each offer (Regulation (EU) 2023/988 Art. 19)."""

    name = models.CharField(max_length=160, unique=True)
    address = models.CharField(max_length=250, help_text="Postal address.")
    contact = models.CharField(max_length=250, help_text="Address of mail or of a page.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(address="") & ~models.Q(contact=""), name="manufacturer_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name


class StockKind(models.TextChoices):
    """The three kinds of stock that are never mixed: on the shelf, can be ordered, only to look at."""

    IN_STORE = "in_store", _("Im Laden")
    ON_ORDER = "on_order", _("Auf Bestellung")
    VIEW_ONLY = "view_only", _("Nur zum Anschauen")


class Unit(models.TextChoices):
    """Units in which the content of a package is given."""

    GRAM = "g", "g"
    KILOGRAM = "kg", "kg"
    MILLILITRE = "ml", "ml"
    CENTILITRE = "cl", "cl"
    LITRE = "l", "l"
    CENTIMETRE = "cm", "cm"
    METRE = "m", "m"
    SQUARE_METRE = "m2", "m²"
    CUBIC_METRE = "m3", "m³"
    PIECE = "piece", _("Stück")


class Listing(models.Model):
    """One product of one vendor, ready to be shown and found.

    A row outlives its product: a product that is gone leaves `removed_at`, so that a late refresh cannot bring it back.
    """

    product_id = models.CharField(max_length=64, unique=True, help_text="Global id of the engine's Product.")
    variant_id = models.CharField(max_length=64, unique=True, help_text="Global id of its default variant.")
    vendor = models.ForeignKey("vendors.Vendor", models.CASCADE, related_name="listings")
    slug = models.SlugField(max_length=255, unique=True)
    sku = models.CharField(max_length=255, blank=True)
    external_reference = models.CharField(max_length=250, blank=True)
    name = models.CharField(max_length=250)
    description = models.TextField(blank=True, help_text="Plain text, paragraphs separated by blank lines.")
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    category = models.ForeignKey(Category, models.SET_NULL, null=True, blank=True, related_name="listings")
    category_slug = models.CharField(max_length=120, blank=True)
    category_name = models.CharField(max_length=120, blank=True)
    category_path = models.CharField(max_length=400, blank=True)

    price = models.DecimalField(max_digits=12, decimal_places=2, help_text="Gross, of one piece or package, now.")
    regular_price = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, help_text="Without the promotion that lowers `price`."
    )
    lowest_before = models.DecimalField(
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Lowest price of the 30 days before the promotion (PAngV §11); empty if it was not on sale then.",
    )
    currency = models.CharField(max_length=3, default="EUR")
    tax_class = models.CharField(max_length=60, blank=True)
    tax_rate = models.DecimalField(max_digits=5, decimal_places=2, default=Decimal(0), help_text="Percent.")

    net_quantity = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    net_unit = models.CharField(max_length=8, choices=Unit.choices, blank=True)
    unit_price = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    reference_unit = models.CharField(max_length=8, choices=Unit.choices, blank=True)
    unit_price_required = models.BooleanField(default=False)
    unit_price_exemption = models.CharField(max_length=40, blank=True, help_text="Code of rules/unit_price.py.")

    stock_kind = models.CharField(max_length=12, choices=StockKind.choices, default=StockKind.IN_STORE)
    available = models.IntegerField(default=0, help_text="Pieces not yet allocated to orders.")
    lead_days = models.PositiveSmallIntegerField(default=0, help_text="Working days until goods on order arrive.")
    deliverable = models.BooleanField(default=True, help_text="May travel on a delivery tour.")

    manufacturer = models.ForeignKey(Manufacturer, models.PROTECT, null=True, blank=True, related_name="+")
    warnings = models.TextField(blank=True, help_text="Safety warnings in German.")

    picture = models.CharField(max_length=500, blank=True, help_text="Address of the large square picture.")
    thumbnail = models.CharField(max_length=500, blank=True, help_text="Address of the tile picture (WebP).")
    picture_alt = models.CharField(max_length=250, blank=True)
    drawing = models.CharField(max_length=60, blank=True, help_text="Name of the drawing that stands for a photo.")
    has_photo = models.BooleanField(default=False, help_text="The picture is a photo, not a drawing.")

    is_published = models.BooleanField(default=False, help_text="Anybody may see it.")
    withheld = models.CharField(
        max_length=40, blank=True, help_text="Code of the law or rule that keeps published goods from being shown."
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    created = models.DateTimeField(help_text="When the product came into the engine.")
    synced_at = models.DateTimeField(help_text="When this copy was read.")
    sync_turn = models.BigIntegerField(default=0, help_text="Order of refreshes; an older one never overwrites.")
    search_vector = SearchVectorField(null=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            GinIndex(fields=["search_vector"], name="listing_search"),
            models.Index(fields=["vendor", "name"], name="listing_vendor_name"),
            models.Index(fields=["-created", "-id"], name="listing_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gte=0), name="listing_price_not_negative"),
            models.CheckConstraint(
                condition=models.Q(net_quantity__isnull=True, net_unit="")
                | models.Q(net_quantity__gt=0) & ~models.Q(net_unit=""),
                name="listing_quantity_has_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price__isnull=True, reference_unit="")
                | models.Q(unit_price__isnull=False) & ~models.Q(reference_unit=""),
                name="listing_unit_price_has_unit",
            ),
            models.CheckConstraint(
                condition=models.Q(is_published=False)
                | models.Q(unit_price_required=False)
                | models.Q(unit_price__isnull=False)
                | ~models.Q(unit_price_exemption=""),
                name="listing_public_only_with_unit_price",
            ),
            models.CheckConstraint(
                condition=models.Q(regular_price__isnull=False) | models.Q(lowest_before__isnull=True),
                name="listing_lowest_price_only_in_a_promotion",
            ),
            models.CheckConstraint(
                condition=models.Q(is_published=False) | models.Q(removed_at__isnull=True),
                name="listing_removed_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_price(self) -> Decimal:
        """What the shop asks outside of promotions."""
        return self.price if self.regular_price is None else self.regular_price

    @property
    def reduction(self) -> Reduction | None:
        """The reduction that may be advertised."""
        return reduction_of(self.price, self.lowest_before)

    @property
    def stock_words(self) -> StockWords:
        """What to say about the stock; `wording.stock_label` has the sentence."""
        return stock_words(self.stock_kind, self.available, self.lead_days)

    @property
    def most_buyable(self) -> int:
        """How many pieces one may put into a basket now."""
        return buyable(self.stock_kind, self.available)


class StaleProduct(models.Model):
    """A product whose copy must be read again: the work list of `services/sync.py: refresh_stale_products`."""

    product_id = models.CharField(max_length=64, primary_key=True)
    turn = models.BigIntegerField()
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["turn"]

    def __str__(self) -> str:
        return self.product_id


class SearchWord(models.Model):
    """A stem that occurs in what listings are called: what a typed word is compared with."""

    word = models.CharField(max_length=80, primary_key=True)
    surface = models.CharField(max_length=80, help_text="A form in which it is written.")

    class Meta:
        indexes = [GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="search_word_trigrams")]

    def __str__(self) -> str:
        return self.word


class PriceChange(models.Model):
    """The price that a listing had from `valid_from` on; rows are only ever added (base of PAngV §11, law D-5)."""

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="price_changes")
    price = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    valid_from = models.DateTimeField()

    class Meta:
        ordering = ["listing", "-valid_from", "-pk"]
        indexes = [models.Index(fields=["listing", "-valid_from"], name="price_change_latest")]

    def __str__(self) -> str:
        return f"{self.price} {self.currency}"
