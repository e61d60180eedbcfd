"""How every form of the site is drawn, and the search form."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Label, help and error belong together for eyes and ears; what is wrong is listed first, with links."""

    form_template_name = "cms/forms/form.html"
    field_template_name = "cms/forms/field.html"


class SearchForm(forms.Form):
    """An over-long query is cut, not refused: whoever pasted a paragraph wants results."""

    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "maxlength": 200}),
    )

    def clean_q(self) -> str:
        query: str = " ".join(self.cleaned_data["q"].split())[:200]
        return query
