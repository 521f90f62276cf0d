"""Addresses of the notice board: /stadt/..."""

from django.urls import path

from storefront_templates.city.views import campaigns, connection, decisions, overview, promotions, vouchers

app_name = "city"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("anbindung/", connection.connection, name="connection"),
    path("anbindung/<int:pk>/noch-einmal/", connection.rerun, name="rerun"),
    path("klaeren/", decisions.decisions, name="decisions"),
    path("klaeren/<int:pk>/geklaert/", decisions.settle, name="settle"),
    path("klaeren/<int:pk>/noch-einmal/", decisions.retry, name="retry"),
    path("aktionen/", campaigns.campaigns, name="campaigns"),
    path("aktionen/neu/", campaigns.new_campaign, name="new_campaign"),
    path("aktionen/<int:pk>/", campaigns.campaign, name="campaign"),
    path("aktionen/<int:pk>/beenden/", campaigns.end, name="end_campaign"),
    path("aktionen/<int:pk>/bild/", campaigns.picture, name="campaign_picture"),
    path("gutscheine/", vouchers.vouchers, name="vouchers"),
    path("gutscheine/neu/", vouchers.new_voucher, name="new_voucher"),
    path("gutscheine/beenden/", vouchers.end, name="end_voucher"),
    path("gutscheine/weiter/", vouchers.resume, name="resume_voucher"),
    path("preisaktionen/", promotions.promotions, name="promotions"),
    path("preisaktionen/neu/", promotions.new_promotion, name="new_promotion"),
    path("preisaktionen/beenden/", promotions.end, name="end_promotion"),
    path("preisaktionen/weiter/", promotions.resume, name="resume_promotion"),
]
