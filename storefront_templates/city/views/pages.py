"""Pages of text: write, look, publish."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.accounts.access import role_required
from marketplace.content.selectors.pages import page_to_edit, pages_to_edit
from marketplace.content.services.pages import create_page, delete_page, publish_page, update_page
from marketplace.errors import DomainError
from marketplace.saleor.pages import Page
from storefront_templates.base.refusals import add_refusal
from storefront_templates.city.forms.content import ContentPageForm

editors = role_required("city", "operator")


@editors
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """All pages by title."""
    return render(request, "city/pages.html", {"here": "pages", "pages": pages_to_edit()})


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """Begin a page; it is a draft until it is shown."""
    form = ContentPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_page(
                title=form.cleaned_data["title"], text=form.typed or "", teaser=form.cleaned_data["teaser"]
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist als Entwurf gespeichert.") % made.title)
            return redirect("city:page", page_id=made.id)
    return _page(request, form, None)


@editors
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, page_id: str) -> HttpResponse:
    """Change title and text."""
    found = page_to_edit(page_id)
    initial = {"title": found.title, "teaser": found.seo_description}
    form = ContentPageForm(request.POST or None, initial=initial, document=found.content)
    if request.method == "POST" and form.is_valid():
        try:
            update_page(
                page=found,
                title=form.cleaned_data["title"],
                text=form.typed,
                teaser=form.cleaned_data["teaser"],
            )
        except DomainError as error:
            add_refusal(form, error)
        else:
            messages.success(request, _("„%s“ ist gespeichert.") % form.cleaned_data["title"])
            return redirect("city:page", page_id=found.id)
    return _page(request, form, found)


@editors
@require_POST
def show(request: HttpRequest, page_id: str) -> HttpResponse:
    """Publish it or make it a draft again: either can be taken back here."""
    found = page_to_edit(page_id)
    is_shown = request.POST.get("shown") == "1"
    publish_page(page=found, is_published=is_shown)
    said = _("„%s“ ist jetzt zu sehen.") if is_shown else _("„%s“ ist jetzt verborgen.")
    messages.success(request, said % found.title)
    return redirect("city:page", page_id=found.id)


@editors
@require_POST
def delete(request: HttpRequest, page_id: str) -> HttpResponse:
    """Delete it for good."""
    found = page_to_edit(page_id)
    delete_page(page=found)
    messages.success(request, _("„%s“ ist gelöscht.") % found.title)
    return redirect("city:pages")


def _page(request: HttpRequest, form: ContentPageForm, found: Page | None) -> HttpResponse:
    context = {"here": "pages", "form": form, "content_page": found}
    return render(request, "city/content_page.html", context, status=422 if form.errors else 200)
