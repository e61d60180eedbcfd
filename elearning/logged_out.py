"""A form that arrives after a login has expired: whoever wrote in it reads their words instead of a login alone.

A browser with JavaScript keeps them as well (`frontend/src/lesson/written.ts`) and puts them back where they belong.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def login_asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `login_required`, for pages whose form people write in."""

    @wraps(view)
    def guarded(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        if request.user.is_authenticated or request.method != "POST":
            return asked(request, *given, **named)
        written = "\n\n".join(text for _, texts in request.POST.lists() for text in map(str, texts) if " " in text)
        context = {"orphan": written, "page_url": request.get_full_path()}
        return render(request, "elearning/logged_out.html", context, status=HTTPStatus.UNAUTHORIZED)

    asked = login_required(view)
    return guarded
