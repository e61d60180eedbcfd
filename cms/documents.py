"""Uploading documents in the CMS: Wagtail looks at the name only, we look at the content, too."""

from typing import Any

from wagtail.documents.forms import BaseDocumentForm

from cms.uploads import validate_document


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and file:
            validate_document(file)
        return file
