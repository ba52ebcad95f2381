"""Signing in and out, and the language of the interface."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from vstrecha.people.forms import SignInForm
from vstrecha.people.models import User


class SignIn(LoginView):
    """Signs in and goes where the person wanted to go, in the person's own language."""

    template_name = "people/sign_in.html"
    form_class = SignInForm
    authentication_form = None
    redirect_authenticated_user = True

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override] # ours only
        response = super().form_valid(form)
        language = form.get_user().language
        if check_for_language(language):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                language,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                samesite="Lax",
                secure=settings.LANGUAGE_COOKIE_SECURE,
            )
        return response


class SignOut(LogoutView):
    """Signs out, by POST only."""

    http_method_names = ["post", "options"]


@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Change the language of the interface: kept in a cookie, and with the person signed in."""
    code = request.POST.get("language", "")
    if isinstance(request.user, User) and code in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=code)
    return set_language(request)
