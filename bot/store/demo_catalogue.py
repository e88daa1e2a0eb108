"""What the demo shop sells, to whom, and what they ordered. Days count back from today; `promised` counts ahead."""

from dataclasses import dataclass

from bot.shop.address import Address
from bot.shop.order import OrderStatus


@dataclass(frozen=True)
class DemoProduct:
    id: str
    name: str
    price: str
    # End of the SKU, options, stock.
    variants: list[tuple[str, dict[str, str], int]]


@dataclass(frozen=True)
class DemoCustomer:
    id: str
    first_name: str
    last_name: str
    email: str
    phone: str
    address: Address
    # Kind, brand, last four digits.
    pays_with: tuple[str, str | None, str | None]
    # What is left on a gift card besides.
    gift_card: str | None = None


@dataclass(frozen=True)
class DemoOrder:
    number: str
    customer_id: str
    status: OrderStatus
    # SKU and quantity.
    articles: list[tuple[str, int]]
    placed: int
    promised: int | None = None
    delivered: int | None = None
    carrier: str | None = None
    tracking_number: str | None = None
    # Counts ahead: the new date of a late order.
    expected: int | None = None


PRODUCTS = [
    DemoProduct("LAMP", "Desk Lamp", "39.90", [("BLK", {"color": "black"}, 24), ("WHT", {"color": "white"}, 0)]),
    DemoProduct("PHONES", "Wireless Headphones", "129.00", [("BLU", {"color": "blue"}, 12), ("BLK", {"color": "black"}, 31)]),
    DemoProduct(
        "TEE",
        "T-Shirt",
        "19.50",
        [
            ("BLU-M", {"color": "blue", "size": "M"}, 40),
            ("BLU-L", {"color": "blue", "size": "L"}, 17),
            ("RED-M", {"color": "red", "size": "M"}, 3),
        ],
    ),
    DemoProduct("BOTTLE", "Water Bottle", "24.00", [("05", {"capacity": "500 ml"}, 60), ("10", {"capacity": "1 l"}, 44)]),
    DemoProduct("PACK", "Backpack", "79.00", [("GRY", {"color": "grey"}, 9), ("GRN", {"color": "green"}, 14)]),
    DemoProduct("KETTLE", "Electric Kettle", "54.90", [("STL", {"material": "steel"}, 11), ("GLS", {"material": "glass"}, 6)]),
    DemoProduct("KEYS", "Mechanical Keyboard", "98.00", [("BRN", {"switch": "brown"}, 8), ("RED", {"switch": "red"}, 5)]),
    DemoProduct("SHOES", "Running Shoes", "89.00", [("41", {"size": "41"}, 7), ("43", {"size": "43"}, 2)]),
    DemoProduct("BLANKET", "Wool Blanket", "64.00", [("SND", {"color": "sand"}, 13), ("NVY", {"color": "navy"}, 15)]),
    DemoProduct("MUG", "Coffee Mug", "12.00", [("WHT", {"color": "white"}, 80), ("BLK", {"color": "black"}, 52)]),
    DemoProduct("YOGA", "Yoga Mat", "35.00", [("PRP", {"color": "purple"}, 21), ("GRN", {"color": "green"}, 18)]),
    DemoProduct("SPEAKER", "Bluetooth Speaker", "69.00", [("BLK", {"color": "black"}, 16), ("TEA", {"color": "teal"}, 10)]),
]

CUSTOMERS = [
    DemoCustomer(
        "C-1001",
        "Emma",
        "Clarke",
        "emma.clarke@example.com",
        "+44 20 7946 0112",
        Address("14 Willow Road", "Flat 3", "London", "", "NW3 1TJ", "GB"),
        ("credit_card", "visa", "4242"),
        "50.00",
    ),
    DemoCustomer(
        "C-1002",
        "Marten",
        "Tamm",
        "marten.tamm@example.com",
        "+372 5550 1234",
        Address("Pikk 21-4", "", "Tallinn", "", "10133", "EE"),
        ("bank_transfer", None, None),
    ),
    DemoCustomer(
        "C-1003",
        "Aigerim",
        "Sadykova",
        "aigerim.sadykova@example.com",
        "+7 701 555 0134",
        Address("Abay Avenue 52", "Apt 17", "Almaty", "", "050008", "KZ"),
        ("credit_card", "mastercard", "5454"),
    ),
    DemoCustomer(
        "C-1004",
        "Joshua",
        "Reyes",
        "joshua.reyes@example.com",
        "+63 917 555 0148",
        Address("88 Mabini Street", "Barangay Poblacion", "Makati", "Metro Manila", "1210", "PH"),
        ("paypal", None, None),
    ),
    DemoCustomer(
        "C-1005",
        "Ani",
        "Petrosyan",
        "ani.petrosyan@example.com",
        "+374 55 501234",
        Address("Abovyan Street 9", "", "Yerevan", "", "0001", "AM"),
        ("credit_card", "visa", "1881"),
    ),
    DemoCustomer(
        "C-1006",
        "Daniel",
        "Nguyen",
        "daniel.nguyen@example.com",
        "+1 503 555 0172",
        Address("2417 Burnside Street", "Unit 6", "Portland", "OR", "97210", "US"),
        ("paypal", None, None),
    ),
]

ORDERS = [
    # Delivered yesterday with two different articles.
    DemoOrder(
        "W-10482", "C-1001", OrderStatus.DELIVERED, [("LAMP-BLK", 1), ("PHONES-BLU", 1)], 6, -1, 1, "Royal Mail", "RM482910337GB"
    ),
    # Late: the promised day has passed, and there is a new one.
    DemoOrder("W-10455", "C-1002", OrderStatus.SHIPPED, [("KEYS-BRN", 1)], 11, -3, None, "Omniva", "CE104559871EE", 2),
    # On its way.
    DemoOrder("W-10479", "C-1003", OrderStatus.SHIPPED, [("PACK-GRY", 1), ("BOTTLE-10", 2)], 4, 3, None, "DHL", "JD014600479210"),
    # Delivered 40 days ago: the return window has closed.
    DemoOrder("W-10311", "C-1004", OrderStatus.DELIVERED, [("SHOES-43", 1)], 47, -41, 40, "LBC", "LBC77310311"),
    DemoOrder("W-10467", "C-1005", OrderStatus.CANCELLED, [("KETTLE-GLS", 1)], 8),
    DemoOrder("W-10491", "C-1006", OrderStatus.PENDING, [("SPEAKER-TEA", 1), ("MUG-BLK", 4)], 0, 6),
    # Others, so that customers have a history.
    DemoOrder("W-10390", "C-1001", OrderStatus.DELIVERED, [("MUG-WHT", 2)], 33, -28, 28, "Royal Mail", "RM390118204GB"),
    DemoOrder("W-10488", "C-1001", OrderStatus.PROCESSED, [("YOGA-PRP", 1)], 2, 4),
    DemoOrder("W-10402", "C-1002", OrderStatus.DELIVERED, [("BLANKET-SND", 1)], 30, -24, 25, "Omniva", "CE104022190EE"),
    DemoOrder(
        "W-10433",
        "C-1003",
        OrderStatus.DELIVERED,
        [("TEE-BLU-M", 1), ("TEE-RED-M", 1), ("BOTTLE-05", 1)],
        18,
        -9,
        10,
        "DHL",
        "JD014600433187",
    ),
    DemoOrder("W-10486", "C-1004", OrderStatus.SHIPPED, [("PHONES-BLK", 1)], 3, 2, None, "LBC", "LBC77310486"),
    DemoOrder("W-10444", "C-1005", OrderStatus.DELIVERED, [("LAMP-BLK", 2)], 15, -8, 9, "HayPost", "RR104440052AM"),
    DemoOrder(
        "W-10298", "C-1006", OrderStatus.DELIVERED, [("KEYS-RED", 1), ("TEE-BLU-L", 3)], 60, -54, 55, "UPS", "1Z9991029803"
    ),
    DemoOrder("W-10490", "C-1006", OrderStatus.CANCELLED, [("SHOES-41", 1)], 1),
]

# By order and SKU: what was paid for an article that has become cheaper since.
PAID_MORE = {("W-10486", "PHONES-BLK"): "149.00"}
