from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One look for all forms."""
