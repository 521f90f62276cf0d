"""Articles: find, correct price and stock in the row, add and change."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.listings import listing_for, listings_of
from marketplace.catalogue.services.goods import archive, save_product, set_price, set_stock
from marketplace.catalogue.services.photos import remove_photo, set_photo
from marketplace.errors import DomainError, NotFound
from marketplace.vendors.models import Vendor
from storefront_templates.base.forms import PageForm
from storefront_templates.base.refusals import add_refusal
from storefront_templates.retailer.forms.products import PhotoForm, PriceForm, ProductFilterForm, ProductForm, StockForm
from storefront_templates.retailer.views.counter import counter

PER_PAGE = 25


@counter
@require_safe
def products(request: HttpRequest, vendor: Vendor) -> HttpResponse:
    """The shop's articles with price and stock in the row."""
    form = ProductFilterForm(request.GET)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    page = Paginator(listings_of(vendor, text=text).order_by("name", "pk"), PER_PAGE).get_page(request.GET.get("seite"))
    return render(
        request,
        "retailer/products.html",
        {"here": "products", "vendor": vendor, "form": form, "page": page, "text": text},
    )


def _listing(request: HttpRequest, vendor: Vendor, pk: int) -> Listing:
    listing = listing_for(request.person, pk)  # type: ignore[attr-defined]
    if listing.vendor_id != vendor.pk:
        raise NotFound("id")
    return listing


@counter
@require_POST
def price(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """A new price from the row."""
    form = PriceForm(request.POST)
    listing = _listing(request, vendor, pk)
    if form.is_valid():
        try:
            listing = set_price(listing=listing, price=form.cleaned_data["price"], now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
    return _row(request, vendor, listing, form, _("Der Preis von „%s“ ist geändert.") % listing.name)


@counter
@require_POST
def stock(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """A new stock from the row."""
    form = StockForm(request.POST)
    listing = _listing(request, vendor, pk)
    if form.is_valid():
        try:
            listing = set_stock(listing=listing, quantity=form.cleaned_data["quantity"], now=timezone.now())
        except DomainError as error:
            add_refusal(form, error, {"stock": "quantity"})
    return _row(request, vendor, listing, form, _("Der Bestand von „%s“ ist gespeichert.") % listing.name)


def _row(request: HttpRequest, vendor: Vendor, listing: Listing, form: PageForm, said: str) -> HttpResponse:
    """The changed row for htmx; for everybody else the page that it came from."""
    problems = [problem for errors in form.errors.values() for problem in errors]
    if request.htmx:  # type: ignore[attr-defined]
        template = "retailer/_stock_row.html" if request.POST.get("part") == "row" else "retailer/_product_row.html"
        name = next(iter(form.fields))
        context = {
            "vendor": vendor,
            "listing": listing,
            "changed": "price" if name == "price" else "stock",
            "typed": request.POST.get(name, ""),
            "problems": problems,
            "said": "" if problems else said,
        }
        return render(request, template, context, status=422 if problems else 200)
    for problem in problems:
        messages.error(request, f"{listing.name}: {problem}")
    if not problems:
        messages.success(request, said)
    if request.POST.get("next") == "today":
        return redirect("retailer:today", vendor=vendor.slug)
    page = request.POST.get("seite", "")
    address = reverse("retailer:products", args=[vendor.slug])
    return redirect(f"{address}?seite={page}" if page.isdecimal() else address)


@counter
@require_http_methods(["GET", "HEAD", "POST"])
def product(request: HttpRequest, vendor: Vendor, pk: int | None = None) -> HttpResponse:
    """Add an article, or change one."""
    listing = _listing(request, vendor, pk) if pk is not None else None
    form = ProductForm(request.POST or None, initial=ProductForm.initial_of(listing) if listing else None)
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_product(vendor=vendor, goods=form.goods(), listing=listing, now=timezone.now())
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist gespeichert.") % saved.name)
            return redirect("retailer:products", vendor=vendor.slug)
    return _article(request, vendor, listing, form=form)


@counter
@require_POST
def photo(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """Show a new photo of the article, or its drawing again."""
    listing = _listing(request, vendor, pk)
    if "remove" in request.POST:
        remove_photo(listing=listing, now=timezone.now())
        messages.success(request, _("Das Foto ist entfernt."))
        return redirect(reverse("retailer:edit_product", args=[vendor.slug, pk]) + "#foto")
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_photo(
                listing=listing, file=form.cleaned_data["picture"], alt=form.cleaned_data["alt"], now=timezone.now()
            )
        except DomainError as error:
            add_refusal(form, error)
    if form.errors:
        return _article(request, vendor, listing, photo_form=form)
    messages.success(request, _("Das neue Foto ist da."))
    return redirect(reverse("retailer:edit_product", args=[vendor.slug, pk]) + "#foto")


def _article(
    request: HttpRequest,
    vendor: Vendor,
    listing: Listing | None,
    *,
    form: ProductForm | None = None,
    photo_form: PhotoForm | None = None,
) -> HttpResponse:
    """The page of an article, with what was refused beside the form that was sent."""
    alt = listing.picture_alt if listing and listing.has_photo else ""
    context = {
        "here": "products",
        "vendor": vendor,
        "listing": listing,
        "form": form or ProductForm(initial=ProductForm.initial_of(listing) if listing else None),
        "photo_form": photo_form or PhotoForm(initial={"alt": alt}),
    }
    refused = (form is not None and form.errors) or (photo_form is not None and photo_form.errors)
    return render(request, "retailer/product.html", context, status=422 if refused else 200)


@counter
@require_POST
def remove(request: HttpRequest, vendor: Vendor, pk: int) -> HttpResponse:
    """Take an article off the market for good; orders keep its name and price."""
    listing = _listing(request, vendor, pk)
    archive(listing=listing, now=timezone.now())
    messages.success(request, _("„%s“ ist entfernt.") % listing.name)
    return redirect("retailer:products", vendor=vendor.slug)
