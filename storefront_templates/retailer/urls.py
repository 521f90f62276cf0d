"""Addresses of the counter: /haendler/<shop>/..."""

from django.urls import path

from storefront_templates.retailer.views import (
    counter,
    figures,
    from_saleor,
    hours,
    orders,
    products,
    profile,
    refunds,
    today,
)

app_name = "retailer"
urlpatterns = [
    path("", counter.choose, name="choose"),
    path("aus-saleor/bestellung/", from_saleor.order, name="order_of_saleor"),
    path("aus-saleor/ware/", from_saleor.product, name="product_of_saleor"),
    path("<slug:vendor>/", today.today),
    path("<slug:vendor>/heute/", today.today, name="today"),
    path("<slug:vendor>/bestellungen/", orders.orders, name="orders"),
    path("<slug:vendor>/bestellungen/<int:pk>/", orders.order, name="order"),
    path("<slug:vendor>/bestellungen/<int:pk>/packzettel/", orders.pick_list, name="pick_list"),
    path("<slug:vendor>/bestellungen/<int:pk>/bestaetigen/", orders.confirm, name="confirm"),
    path("<slug:vendor>/bestellungen/<int:pk>/bereit/", orders.ready, name="ready"),
    path("<slug:vendor>/bestellungen/<int:pk>/uebergeben/", orders.give, name="give"),
    path("<slug:vendor>/bestellungen/<int:pk>/absagen/", orders.reject, name="reject"),
    path("<slug:vendor>/bestellungen/<int:pk>/zuruecknehmen/", refunds.take, name="take_back"),
    path("<slug:vendor>/bestellungen/<int:pk>/erstatten/", refunds.refund, name="refund"),
    path("<slug:vendor>/bestellungen/<int:pk>/erstatten/<int:refund_pk>/", refunds.retry, name="retry_refund"),
    path("<slug:vendor>/bestellungen/<int:pk>/stornieren/", orders.cancel, name="cancel"),
    path("<slug:vendor>/bestellungen/<int:pk>/bezahlt/", orders.paid, name="paid"),
    path("<slug:vendor>/produkte/", products.products, name="products"),
    path("<slug:vendor>/produkte/neu/", products.product, name="new_product"),
    path("<slug:vendor>/produkte/<int:pk>/", products.product, name="edit_product"),
    path("<slug:vendor>/produkte/<int:pk>/preis/", products.price, name="price"),
    path("<slug:vendor>/produkte/<int:pk>/bestand/", products.stock, name="stock"),
    path("<slug:vendor>/produkte/<int:pk>/foto/", products.photo, name="photo"),
    path("<slug:vendor>/produkte/<int:pk>/entfernen/", products.remove, name="remove_product"),
    path("<slug:vendor>/zeiten/", hours.hours, name="hours"),
    path("<slug:vendor>/zeiten/woche/", hours.save_week, name="save_week"),
    path("<slug:vendor>/zeiten/schliessen/", hours.close, name="close"),
    path("<slug:vendor>/zeiten/<int:pk>/oeffnen/", hours.reopen, name="reopen"),
    path("<slug:vendor>/profil/", profile.profile, name="profile"),
    path("<slug:vendor>/profil/bild/", profile.picture, name="picture"),
    path("<slug:vendor>/profil/impressum/", profile.legal, name="legal"),
    path("<slug:vendor>/zahlen/", figures.figures, name="figures"),
]
