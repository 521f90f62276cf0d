"""Operations about vouchers, as these tests send them."""

CHECKOUT = """id voucherCode discountName discount { amount }
  lines { unitPrice { gross { amount } } totalPrice { gross { amount } }
    undiscountedUnitPrice { amount } undiscountedTotalPrice { amount } }
  subtotalPrice { gross { amount } } shippingPrice { gross { amount } }
  totalPrice { gross { amount } net { amount } }"""
SEEN = f"query Seen($id: ID!) {{ checkout(id: $id) {{ {CHECKOUT} }} }}"
ADD_CODE = f"""mutation AddCode($id: ID!, $code: String!) {{
  checkoutAddPromoCode(id: $id, promoCode: $code) {{ checkout {{ {CHECKOUT} }} errors {{ field code message }} }} }}"""
REMOVE_CODE = f"""mutation RemoveCode($id: ID!, $code: String, $codeId: ID) {{
  checkoutRemovePromoCode(id: $id, promoCode: $code, promoCodeId: $codeId) {{
    checkout {{ {CHECKOUT} }} errors {{ field code message }} }} }}"""
ORDER = """query Order($id: ID!) { order(id: $id) { voucherCode voucher { name }
  undiscountedTotal { gross { amount } } undiscountedShippingPrice { amount }
  total { gross { amount } } shippingPrice { gross { amount } }
  discounts { type valueType value name total { amount } }
  lines { quantity unitPrice { gross { amount } } totalPrice { gross { amount } } undiscountedUnitPrice {
    gross { amount } } undiscountedTotalPrice { gross { amount } } unitDiscount { amount } unitDiscountReason
    voucherCode } } }"""
VOUCHER = """id name type code used usageLimit discountValueType
  codes(first: 10) { edges { node { id code used isActive } } } products(first: 5) { edges { node { slug } } }
  channelListings { channel { slug } discountValue minSpent { amount } }"""
ERRORS = "errors { field code message channels voucherCodes }"
CREATE = f"""mutation VoucherCreate($input: VoucherInput!) {{
  voucherCreate(input: $input) {{ voucher {{ {VOUCHER} }} {ERRORS} }} }}"""
UPDATE = f"""mutation VoucherUpdate($id: ID!, $input: VoucherInput!) {{
  voucherUpdate(id: $id, input: $input) {{ voucher {{ {VOUCHER} }} {ERRORS} }} }}"""
DELETE = f"mutation VoucherDelete($id: ID!) {{ voucherDelete(id: $id) {{ voucher {{ id }} {ERRORS} }} }}"
LIST_IN_CHANNELS = f"""mutation Listing($id: ID!, $input: VoucherChannelListingInput!) {{
  voucherChannelListingUpdate(id: $id, input: $input) {{ voucher {{ {VOUCHER} }} {ERRORS} }} }}"""
DELETE_CODES = """mutation DeleteCodes($ids: [ID!]!) { voucherCodeBulkDelete(ids: $ids) {
  count errors { path code voucherCodes } } }"""
VOUCHERS = """query Vouchers($filter: VoucherFilterInput) { vouchers(first: 10, filter: $filter, channel: "de-market") {
  edges { node { name code used discountValue currency } } } }"""
