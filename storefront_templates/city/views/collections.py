"""Collections: choose goods, put them in order, show them."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.catalogue.models import Listing
from marketplace.catalogue.selectors.listings import listings_by_product, public_listings
from marketplace.content.selectors.collections import collection_to_edit, collections_to_edit
from marketplace.content.services.collections import (
    add_goods,
    create_collection,
    delete_collection,
    move_goods,
    remove_goods,
    set_picture,
    show_collection,
    update_collection,
)
from marketplace.errors import DomainError
from marketplace.saleor.collections import FullCollection
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.content import CollectionForm, CollectionPictureForm

FOUND_GOODS = 40
STEPS: Mapping[str, int] = {"up": -1, "down": 1, "first": -1000, "last": 1000}
editors = role_required("city", "operator")


@editors
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """All collections by name."""
    context = {"here": "collections", "collections": collections_to_edit()}
    return render(request, "city/collections.html", context)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_collection(request: HttpRequest) -> HttpResponse:
    """A name and a text; the goods come next."""
    form = CollectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_collection(
                name=form.cleaned_data["name"], text=form.typed or "", teaser=form.cleaned_data["teaser"]
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist angelegt. Legen Sie jetzt Waren hinein.") % made.name)
            return redirect("city:collection", collection_id=made.id)
    status = 422 if form.errors else 200
    return render(request, "city/collection_new.html", {"here": "collections", "form": form}, status=status)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def collection(request: HttpRequest, collection_id: str) -> HttpResponse:
    """Change name and text; beside it goods, picture, showing."""
    found = collection_to_edit(collection_id)
    initial = {"name": found.name, "teaser": found.seo_description}
    form = CollectionForm(request.POST or None, initial=initial, document=found.description)
    if request.method == "POST" and form.is_valid():
        try:
            update_collection(
                collection=found,
                name=form.cleaned_data["name"],
                text=form.typed,
                teaser=form.cleaned_data["teaser"],
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist gespeichert.") % form.cleaned_data["name"])
            return redirect("city:collection", collection_id=found.id)
    return _page(request, found, form)


@editors
@require_POST
def goods(request: HttpRequest, collection_id: str) -> HttpResponse:
    """Put in what was ticked, or move or take out one product."""
    found = collection_to_edit(collection_id)
    product = request.POST.get("product", "")
    act = request.POST.get("act", "")
    try:
        if act == "remove":
            remove_goods(collection=found, product_id=product)
            messages.success(request, _("Die Ware ist aus der Zusammenstellung genommen."))
        elif act in STEPS:
            move_goods(collection=found, product_id=product, step=STEPS[act])
        else:
            count = add_goods(collection=found, product_ids=_public(request.POST.getlist("products")))
            said = ngettext("%d Ware ist dazugekommen.", "%d Waren sind dazugekommen.", count) % count
            messages.success(request, said)
    except DomainError as error:
        messages.error(request, str(error.message))
    response = redirect("city:collection", collection_id=found.id)
    response["Location"] += "#waren"
    return response


@editors
@require_POST
def picture(request: HttpRequest, collection_id: str) -> HttpResponse:
    """A new picture."""
    found = collection_to_edit(collection_id)
    form = CollectionPictureForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            set_picture(collection=found, file=form.cleaned_data["picture"], alt=form.cleaned_data["alt"])
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("Das neue Bild ist da."))
    for problem in (each for problems in form.errors.values() for each in problems):
        messages.error(request, str(problem))
    return redirect("city:collection", collection_id=found.id)


@editors
@require_POST
def show(request: HttpRequest, collection_id: str) -> HttpResponse:
    """Show it on the market, or hide it: either can be taken back here."""
    found = collection_to_edit(collection_id)
    is_shown = request.POST.get("shown") == "1"
    try:
        show_collection(collection=found, is_shown=is_shown)
    except DomainError as error:
        messages.error(request, str(error.message))
    else:
        said = _("„%s“ ist jetzt zu sehen.") if is_shown else _("„%s“ ist jetzt verborgen.")
        messages.success(request, said % found.name)
    return redirect("city:collection", collection_id=found.id)


@editors
@require_POST
def delete(request: HttpRequest, collection_id: str) -> HttpResponse:
    """Delete it for good."""
    found = collection_to_edit(collection_id)
    delete_collection(collection=found)
    messages.success(request, _("„%s“ ist gelöscht. Die Waren selbst bleiben.") % found.name)
    return redirect("city:collections")


def _page(request: HttpRequest, found: FullCollection, form: CollectionForm) -> HttpResponse:
    rows = listings_by_product(found.product_ids)
    text = request.GET.get("suche", "").strip()[:80]
    shown = next((each.is_published for each in collections_to_edit() if each.id == found.id), False)
    context = {
        "here": "collections",
        "collection": found,
        "is_shown": shown,
        "form": form,
        "picture_form": CollectionPictureForm(),
        "chosen": [(key, rows.get(key)) for key in found.product_ids],
        "goods_text": text,
        "offered": _offered(text, found) if text else [],
    }
    return render(request, "city/collection.html", context, status=422 if form.errors else 200)


def _offered(text: str, found: FullCollection) -> list[Listing]:
    """Goods with the text in their name that are not chosen yet."""
    rows = public_listings().filter(name__icontains=text).exclude(product_id__in=found.product_ids)
    return list(rows.order_by("name", "pk")[:FOUND_GOODS])


def _public(product_ids: list[str]) -> list[str]:
    """Those of the ticked goods that anybody may see, in the order of the page."""
    known = set(public_listings().filter(product_id__in=product_ids).values_list("product_id", flat=True))
    return [each for each in product_ids if each in known]
