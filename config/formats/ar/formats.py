# Django has none of these two, and would write month and day as in the United States. \u200f keeps the parts in order.
DATETIME_FORMAT = "j F، Y، g:i A"
SHORT_DATETIME_FORMAT = "d\u200f/m\u200f/Y، g:i A"
