"""What pages say of the mail that somebody waits for."""

from django import template

from community import outbox

register = template.Library()
register.simple_tag(outbox.is_stuck, name="mail_is_stuck")
