"""The trades of a small town. A code is stable for ever: icons, drawings and links are named after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Trade(models.TextChoices):
    BAKERY = "bakery", _("Bäckerei")
    BUTCHER = "butcher", _("Fleischerei")
    CONFECTIONERY = "confectionery", _("Konditorei und Süßes")
    FARM_SHOP = "farm_shop", _("Hofladen")
    GROCER = "grocer", _("Obst, Gemüse und Lebensmittel")
    CHEESE = "cheese", _("Käse und Feinkost")
    WINE = "wine", _("Wein")
    BEVERAGES = "beverages", _("Getränke")
    TEA_COFFEE = "tea_coffee", _("Tee und Kaffee")
    HEALTH_FOOD = "health_food", _("Reformwaren und Unverpacktes")
    COSMETICS = "cosmetics", _("Drogerie und Parfümerie")
    BOOKS = "books", _("Bücher")
    STATIONERY = "stationery", _("Papier- und Schreibwaren")
    PRESS = "press", _("Zeitungen und Zeitschriften")
    TOYS = "toys", _("Spielwaren")
    FASHION = "fashion", _("Mode")
    CHILDREN = "children", _("Kinder und Baby")
    SHOES = "shoes", _("Schuhe")
    JEWELLERY = "jewellery", _("Uhren und Schmuck")
    OPTICS = "optics", _("Augenoptik")
    FLORIST = "florist", _("Blumen")
    GARDEN = "garden", _("Garten")
    HARDWARE = "hardware", _("Eisenwaren und Werkzeug")
    HOUSEHOLD = "household", _("Haushaltswaren")
    FURNISHING = "furnishing", _("Wohnen und Einrichten")
    ELECTRONICS = "electronics", _("Elektro und Technik")
    BICYCLES = "bicycles", _("Fahrräder")
    SPORTS = "sports", _("Sport")
    MUSIC = "music", _("Musik")
    NEEDLEWORK = "needlework", _("Wolle und Handarbeiten")
    CRAFTS = "crafts", _("Kunsthandwerk")
    GIFTS = "gifts", _("Geschenke")
    SECOND_HAND = "second_hand", _("Gebrauchtes")
    PETS = "pets", _("Tierbedarf")
    SERVICES = "services", _("Dienstleistung und Reparatur")


# Goods that may be sold on Sundays and holidays for some hours: exceptions to LÖffZeitG LSA § 3 (baker's goods,
# flowers, newspapers, produce of the own farm). Other trades may open for looking, not for handing over (law D-36).
SUNDAY_TRADES = frozenset({Trade.BAKERY, Trade.CONFECTIONERY, Trade.FLORIST, Trade.FARM_SHOP, Trade.PRESS})
