"""Addresses of the notice board: /stadt/..."""

from django.urls import path

from storefront_templates.city.views import (
    campaigns,
    collections,
    connection,
    decisions,
    menus,
    overview,
    pages,
    promotions,
    vouchers,
)

app_name = "city"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("anbindung/", connection.connection, name="connection"),
    path("anbindung/<int:pk>/noch-einmal/", connection.rerun, name="rerun"),
    path("anbindung/vergleichen/", connection.compare, name="compare"),
    path("klaeren/", decisions.decisions, name="decisions"),
    path("klaeren/<int:pk>/geklaert/", decisions.settle, name="settle"),
    path("klaeren/<int:pk>/noch-einmal/", decisions.retry, name="retry"),
    path("aktionen/", campaigns.campaigns, name="campaigns"),
    path("aktionen/neu/", campaigns.new_campaign, name="new_campaign"),
    path("aktionen/<int:pk>/", campaigns.campaign, name="campaign"),
    path("aktionen/<int:pk>/beenden/", campaigns.end, name="end_campaign"),
    path("aktionen/<int:pk>/bild/", campaigns.picture, name="campaign_picture"),
    path("zusammenstellungen/", collections.collections, name="collections"),
    path("zusammenstellungen/neu/", collections.new_collection, name="new_collection"),
    path("zusammenstellungen/<str:collection_id>/", collections.collection, name="collection"),
    path("zusammenstellungen/<str:collection_id>/waren/", collections.goods, name="collection_goods"),
    path("zusammenstellungen/<str:collection_id>/bild/", collections.picture, name="collection_picture"),
    path("zusammenstellungen/<str:collection_id>/zeigen/", collections.show, name="show_collection"),
    path("zusammenstellungen/<str:collection_id>/loeschen/", collections.delete, name="delete_collection"),
    path("seiten/", pages.pages, name="pages"),
    path("seiten/neu/", pages.new_page, name="new_page"),
    path("seiten/<str:page_id>/", pages.page, name="page"),
    path("seiten/<str:page_id>/zeigen/", pages.show, name="show_page"),
    path("seiten/<str:page_id>/loeschen/", pages.delete, name="delete_page"),
    path("menues/", menus.menus, name="menus"),
    path("menues/<str:place>/neu/", menus.add, name="add_menu_item"),
    path("menues/<str:place>/<str:item_id>/", menus.change, name="change_menu_item"),
    path("gutscheine/", vouchers.vouchers, name="vouchers"),
    path("gutscheine/neu/", vouchers.new_voucher, name="new_voucher"),
    path("gutscheine/beenden/", vouchers.end, name="end_voucher"),
    path("gutscheine/weiter/", vouchers.resume, name="resume_voucher"),
    path("preisaktionen/", promotions.promotions, name="promotions"),
    path("preisaktionen/neu/", promotions.new_promotion, name="new_promotion"),
    path("preisaktionen/beenden/", promotions.end, name="end_promotion"),
    path("preisaktionen/weiter/", promotions.resume, name="resume_promotion"),
]
