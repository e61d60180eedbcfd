from django.apps import AppConfig, apps
from django.db.models import FileField


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        from cms import addresses, homes, identity, links, sites  # need the models

        addresses.connect()
        homes.connect()
        identity.connect()
        links.connect()
        sites.connect()
        _judge_uploads()
        _judge_profile_pictures()


def _judge_profile_pictures() -> None:
    """Wagtail has no setting for this form."""
    from wagtail.admin.views.account import AvatarSettingsPanel

    from cms.pictures import ProfilePictureForm

    AvatarSettingsPanel.form_class = ProfilePictureForm


def _judge_uploads() -> None:
    """Every form says by itself why a file is not taken, those of other packages and of later fields, too."""
    from cms.uploads import validate

    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                field.validators.append(validate)
