"""Questions of a question bank say what they are for. Those that are there are given what their phase is mostly about."""

from typing import Any, ClassVar

import wagtail.fields
from django.db import migrations
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import BaseBlockOperation

PURPOSES = {
    "stake": "own_experience",
    "exchange": "ground",
    "perspective": "perspective",
    "weighing": "consequence",
    "outcome": "consistency",
}


class NamePurpose(BaseBlockOperation):
    operation_name_fragment = "name_purpose"

    def apply(self, block_value: dict[str, Any]) -> dict[str, Any]:
        return {"purpose": PURPOSES.get(block_value["phase"], "clarify")} | block_value


class Migration(migrations.Migration):
    dependencies: ClassVar = [("deliberation", "0013_sessions_have_a_medium")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name='agendatemplate',
            name='questions',
            field=wagtail.fields.StreamField([('question', 3)], blank=True, block_lookup={0: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('opening', 'Arriving and agreeing'), ('stake', 'What it has to do with me'), ('clarify', 'Clarifying'), ('exchange', 'Exchange of arguments'), ('perspective', 'Change of perspective'), ('weighing', 'Weighing up'), ('outcome', 'Outcome'), ('closing', 'Closing round')], 'label': 'phase'}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('clarify', 'Clarify'), ('ground', 'Ask for reasons'), ('consequence', 'Ask for consequences'), ('consistency', 'Compare with what was said'), ('perspective', 'Change the perspective'), ('exception', 'Ask for exceptions'), ('own_experience', 'Ask for own experience')], 'label': 'what it is for'}), 2: ('wagtail.blocks.CharBlock', (), {'label': 'question', 'max_length': 300}), 3: ('wagtail.blocks.StructBlock', [[('phase', 0), ('purpose', 1), ('question', 2)]], {})}, help_text='Moderators work by asking.', verbose_name='question bank'),
        ),
        MigrateStreamData("deliberation", "AgendaTemplate", "questions", [(NamePurpose(), "question")]),
    ]
