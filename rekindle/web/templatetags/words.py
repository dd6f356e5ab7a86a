"""Filters every template has: a name in a sentence, a day as people say it, one and many."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from rekindle import catalogue

register = template.Library()


@register.filter
def fill(text: str, partner: str | None = None) -> str:
    """{partner} replaced by the name, or by “your partner”. HTML stays HTML, and the name in it is escaped."""
    if isinstance(text, SafeString):
        return mark_safe(catalogue.fill_html(text, partner))
    return catalogue.fill(str(text or ""), partner)


@register.filter
def day(when: date | datetime | None) -> str:
    """“today”, “yesterday”, “tomorrow”, a weekday within six days, else “14 September”, with the year if it is another.

    Never how long ago: counting since when is a way of watching.
    """
    if when is None:
        return ""
    on, today = _local(when), timezone.localdate()
    near = {today: "today", today - timedelta(days=1): "yesterday", today + timedelta(days=1): "tomorrow"}
    if on in near:
        return near[on]
    if abs((on - today).days) <= 6:
        return f"{on:%A}"
    return f"{on.day} {on:%B}" if on.year == today.year else f"{on.day} {on:%B} {on.year}"


@register.filter
def plural(count: int, words: str) -> str:
    """3|plural:"step,steps" is “3 steps”."""
    one, many = words.split(",")
    return f"{count} {one if count == 1 else many}"


def _local(when: date | datetime) -> date:
    if isinstance(when, datetime):
        return timezone.localtime(when).date() if timezone.is_aware(when) else when.date()
    return when
