"""Pages of the operator and of the law."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def impressum(request: HttpRequest) -> HttpResponse:
    return render(request, "shopper/information/impressum.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "shopper/information/privacy.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "shopper/information/accessibility.html")
