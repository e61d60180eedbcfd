# 05/12/2026 is another day to some than to others; most who read English here do not come from the United States.
SHORT_DATE_FORMAT = "j M Y"
SHORT_DATETIME_FORMAT = "j M Y, P"
