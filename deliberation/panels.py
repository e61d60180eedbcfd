"""What the CMS shows beside the phases of an agenda template."""

from typing import Any

from wagtail.admin.panels import Panel

from deliberation import words


class TimetablePanel(Panel):
    """How long the phases take, and what does not fit. A script follows while somebody writes."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "deliberation/timetable_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            shown: dict[str, Any] = super().get_context_data(parent_context)
            template = self.instance
            misfits = words.told_misfits(template.misfits if template.pk else ())
            return shown | {"minutes": template.minutes, "misfits": misfits, "methods": template.methods_at_hand}
