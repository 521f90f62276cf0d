"""The operations of the recordings, as these tests send them."""

CHECKOUT = """id token email created stockReservationExpires isShippingRequired metadata { key value }
  lines { id quantity variant { sku } metadata { key value } totalPrice { gross { amount currency } } }
  delivery { id shippingMethod { id name price { amount } metadata { key value } } }
  deliveryMethod { __typename ... on ShippingMethod { id name price { amount currency } } ... on Warehouse { id slug } }
  shippingAddress { streetAddress1 city postalCode } subtotalPrice { gross { amount } }
  shippingPrice { gross { amount } } totalPrice { gross { amount currency } } chargeStatus authorizeStatus"""
ERRORS = "errors { field message code lines variants }"

CREATE = f"""mutation CheckoutCreate($input: CheckoutCreateInput!) {{
  checkoutCreate(input: $input) {{ checkout {{ {CHECKOUT} }} {ERRORS} }} }}"""
LINES_ADD = f"""mutation CheckoutLinesAdd($id: ID!, $lines: [CheckoutLineInput!]!) {{
  checkoutLinesAdd(id: $id, lines: $lines) {{ checkout {{ {CHECKOUT} }} {ERRORS} }} }}"""
LINES_UPDATE = f"""mutation CheckoutLinesUpdate($id: ID!, $lines: [CheckoutLineUpdateInput!]!) {{
  checkoutLinesUpdate(id: $id, lines: $lines) {{ checkout {{ {CHECKOUT} }} {ERRORS} }} }}"""
LINES_DELETE = f"""mutation CheckoutLinesDelete($id: ID!, $lines: [ID!]!) {{
  checkoutLinesDelete(id: $id, linesIds: $lines) {{ checkout {{ {CHECKOUT} }} {ERRORS} }} }}"""
QUERY = f"query Checkout($id: ID!) {{ checkout(id: $id) {{ {CHECKOUT} }} }}"
CALCULATE = """mutation DeliveryOptionsCalculate($id: ID!) { deliveryOptionsCalculate(id: $id) {
  deliveries { id shippingMethod { id name active message price { amount currency } minimumDeliveryDays
    maximumDeliveryDays description metadata { key value } } } errors { field message code } } }"""
CHOOSE = f"""mutation CheckoutDeliveryMethodUpdate($id: ID!, $dm: ID) {{
  checkoutDeliveryMethodUpdate(id: $id, deliveryMethodId: $dm) {{
    checkout {{ {CHECKOUT} }} errors {{ field message code }} }} }}"""
COMPLETE = """mutation CheckoutComplete($id: ID!) { checkoutComplete(id: $id) {
  order { id number status paymentStatus total { gross { amount currency } } } confirmationNeeded
  errors { field message code variants lines } } }"""
INITIALIZE = """mutation TransactionInitialize($id: ID!, $gw: PaymentGatewayToInitialize!, $key: String) {
  transactionInitialize(id: $id, paymentGateway: $gw, idempotencyKey: $key) {
    transaction { id token pspReference actions chargedAmount { amount currency } }
    transactionEvent { type pspReference amount { amount } message } data errors { field message code } } }"""
ORDER = """query Order($id: ID!) { order(id: $id) { id number status paymentStatus chargeStatus authorizeStatus isPaid
  metadata { key value } privateMetadata { key value } checkoutId shippingMethodName collectionPointName
  deliveryMethod { __typename ... on ShippingMethod { id name price { amount } metadata { key value } }
    ... on Warehouse { id slug } }
  shippingPrice { gross { amount } } total { gross { amount currency } } totalCharged { amount }
  lines { id productSku quantity quantityFulfilled metadata { key value }
    allocations { id quantity warehouse { id slug } } }
  fulfillments { id status fulfillmentOrder warehouse { slug } lines { quantity orderLine { productSku } } }
  transactions { id pspReference actions chargedAmount { amount } refundedAmount { amount }
    events { type pspReference message amount { amount } } } } }"""
FULFILL = """mutation OrderFulfill($order: ID!, $input: OrderFulfillInput!) {
  orderFulfill(order: $order, input: $input) {
  fulfillments { id status fulfillmentOrder trackingNumber warehouse { id slug }
    lines { id quantity orderLine { productSku } } }
  order { id status } errors { field message code orderLines warehouse } } }"""
CANCEL = """mutation OrderCancel($id: ID!) { orderCancel(id: $id) {
  order { id status } errors { field message code } } }"""
