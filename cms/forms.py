"""How every form of the site is drawn, and the search form."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

LONGEST_QUERY = 200


class Renderer(TemplatesSetting):
    """Label, help and error belong together for eyes and ears; what is wrong is listed first, with links."""

    form_template_name = "cms/forms/form.html"
    field_template_name = "cms/forms/field.html"


class SearchForm(forms.Form):
    """Nothing is refused here but what cannot be read at all."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": LONGEST_QUERY}),
    )

    def clean_q(self) -> str:
        query: str = " ".join(self.cleaned_data["q"].split())
        return query
