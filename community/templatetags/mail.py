"""What pages say of the mail that somebody waits for."""

from django import template

from community import outbox

register = template.Library()


@register.inclusion_tag("account/mail_is_stuck.html")
def mail_is_stuck() -> dict[str, bool]:
    return {"stuck": outbox.is_stuck()}
