"""Which drawings stand in the window of a shop, by the code of its trade; the last row is for the rest."""

WINDOWS: dict[str, tuple[str, ...]] = {
    "bakery": ("bread", "roll", "cakeslice", "pretzel", "grainroll", "gugelhupf"),
    "butcher": ("sausage", "ham", "salami", "jarmeat", "steak"),
    "confectionery": ("cake", "pralines", "cookies", "chocolate", "cakeslice", "sweets"),
    "farm_shop": ("potatoes", "carrots", "eggs", "pumpkin", "honey", "lettuce"),
    "grocer": ("apple", "tomatoes", "citrus", "lettuce", "berries", "pear"),
    "cheese": ("cheese", "softcheese", "oil", "ham", "pickles"),
    "wine": ("wine", "sparkling", "spirits", "wine", "glasses"),
    "beverages": ("beer", "water", "juice", "lemonade", "beer"),
    "tea_coffee": ("tea", "coffee", "mug", "cookies", "tea"),
    "health_food": ("grains", "oil", "soap", "pasta", "herbs", "jar"),
    "cosmetics": ("cream", "perfume", "soap", "shampoo", "salts", "brushcare"),
    "books": ("books", "book", "picturebook", "books", "calendar"),
    "stationery": ("pencils", "notebook", "card", "pen", "paint"),
    "press": ("newspaper", "card", "calendar", "sweets", "book"),
    "toys": ("teddy", "train", "blocks", "boardgame", "ball", "doll"),
    "fashion": ("dress", "blouse", "scarf", "jacket", "bag"),
    "children": ("teddy", "socks", "striped", "blocks", "hat"),
    "shoes": ("shoe", "boot", "pump", "sandal", "bag"),
    "jewellery": ("watch", "ring", "necklace", "clock", "earrings"),
    "optics": ("eyewear", "binoculars", "eyewear", "watch"),
    "florist": ("bouquet", "tulips", "rose", "flowerpot", "sunflower", "wreath"),
    "garden": ("wateringcan", "flowerpot", "seeds", "tree", "planter", "spade"),
    "hardware": ("hammer", "paintcan", "toolbox", "drill", "screws", "saw"),
    "household": ("plates", "pot", "glasses", "spoons", "towels", "pan"),
    "furnishing": ("lamp", "chair", "vase", "pillow", "frame", "rug"),
    "electronics": ("radio", "headphones", "bulb", "phone", "kettle", "cable"),
    "bicycles": ("bike", "helmet", "kidsbike", "tyre", "bell"),
    "sports": ("football", "tent", "racket", "flask", "backpack", "shoe"),
    "music": ("guitar", "record", "drum", "flute"),
    "needlework": ("yarn", "fabric", "thread", "sweater", "socks"),
    "crafts": ("bowl", "vase", "craft", "candle", "basket"),
    "gifts": ("gift", "candle", "mug", "card", "vase"),
    "second_hand": ("chair", "clock", "record", "frame", "books", "lamp"),
    "pets": ("dogfood", "aquarium", "birdhouse", "petbed", "rodent"),
    "services": ("key", "clock", "phone", "shoe", "toolbox"),
    "": ("gift", "basket", "bouquet", "book", "bread"),
}


def window(trade: str) -> tuple[str, ...]:
    """Motifs for a trade, known or not."""
    return WINDOWS.get(trade, WINDOWS[""])
