"""What the town wrote, and what search engines ask for."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from marketplace.accounts.selectors import has_role
from marketplace.campaigns.rules import State
from marketplace.campaigns.selectors import campaigns_by_state
from marketplace.catalogue.selectors.categories import category_slugs
from marketplace.catalogue.selectors.listings import public_listings
from marketplace.content.selectors.collections import shown_collections
from marketplace.content.selectors.pages import page_by_slug, page_to_edit, shown_pages
from marketplace.vendors.selectors import public_vendors
from storefront_templates.base.requests import PageRequest
from storefront_templates.shopper.views.choices import teaser

ALWAYS = ("start", "search", "shops", "ranking", "impressum", "privacy", "accessibility")
CLOSED = ("basket", "checkout", "account", "sign_in", "register", "city:overview")
MOST = 50_000  # addresses in one sitemap, https://www.sitemaps.org/protocol.html


@require_safe
def page(request: PageRequest, slug: str) -> HttpResponse:
    """A page of text. `?vorschau=<id>` shows Stadtmarketing what is not published yet."""
    preview = request.GET.get("vorschau", "")
    may_preview = bool(preview) and (has_role(request.person, "city") or has_role(request.person, "operator"))
    found = page_to_edit(preview) if may_preview else page_by_slug(slug)
    context = {
        "content_page": found,
        "preview": may_preview,
        "teaser": teaser(found.seo_description, found.content, ""),
    }
    return render(request, "shopper/content_page.html", context)


@require_safe
@cache_control(max_age=3600, public=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address, as search engines read them."""
    addresses = [f"{settings.PUBLIC_URL}{path}" for _place, path in zip(range(MOST), _paths(), strict=False)]
    return render(request, "shopper/sitemap.xml", {"addresses": addresses}, content_type="application/xml")


@require_safe
@cache_control(max_age=3600, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """Where search engines find the sitemap, and what is nobody's business."""
    closed = [f"Disallow: {reverse(name)}" for name in CLOSED]
    lines = ["User-agent: *", *closed, f"Sitemap: {settings.PUBLIC_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")


def _paths() -> Iterator[str]:
    yield from (reverse(name) for name in ALWAYS)
    yield from (reverse("page", args=[each.slug]) for each in shown_pages())
    yield from (reverse("collection", args=[slug]) for slug, _name in shown_collections())
    now = timezone.now()
    running = (row for row in campaigns_by_state(now=now) if row.state_at(now) == State.RUNNING)
    yield from (reverse("campaign", args=[row.slug]) for row in running)
    yield from (reverse("category", args=[slug]) for slug in category_slugs())
    yield from (reverse("shop", args=[slug]) for slug in public_vendors().values_list("slug", flat=True))
    goods = public_listings().order_by("pk").values_list("slug", flat=True)
    yield from (reverse("product", args=[slug]) for slug in goods.iterator())
