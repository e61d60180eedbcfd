"""What trainers are asked at their desk: a letter to everybody, and groups of a sitting."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deliberation.core.grouping.tasks import Groups
from training.letters import Letter, Readers
from training.models import Registration

READERS = {
    Readers.WITH_A_PLACE: _("Whoever has a place"),
    Readers.AND_WAITING: _("Also whoever waits or was offered a place"),
}


class LetterForm(forms.Form):
    subject = forms.CharField(
        label=_("Subject"), max_length=120, help_text=_("The title of the training stands behind it.")
    )
    text = forms.CharField(
        label=_("Text"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("People are greeted by their name before it, and your name stands below it."),
    )
    readers = forms.ChoiceField(
        label=_("Who gets it"), choices=list(READERS.items()), widget=forms.RadioSelect, initial=Readers.WITH_A_PLACE
    )
    necessary = forms.BooleanField(
        label=_("It is about the sittings themselves, so everybody has to know it"),
        required=False,
        help_text=_("Then it also goes to those who want no reminders. Without it, they can switch it off."),
    )
    form = forms.CharField(widget=forms.HiddenInput, max_length=32)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].initial = uuid.uuid4().hex

    def clean_subject(self) -> str:
        """In one line, as the subject of a mail is."""
        return " ".join(self.cleaned_data["subject"].split())

    @property
    def letter(self) -> Letter:
        said = self.cleaned_data
        return Letter(said["subject"], said["text"], Readers(said["readers"]), said["necessary"], said["form"])


class GroupSizeForm(forms.Form):
    size = forms.IntegerField(label=_("People in a group"), min_value=2, max_value=50)


class HandGroupsForm(forms.Form):
    """Who is in which group of one sitting; one group more than there are can be begun."""

    def __init__(self, data: Any, groups: Groups, people: Mapping[int, Registration]) -> None:
        super().__init__(data)
        now = {person: number for number, group in enumerate(groups) for person in group}
        numbers = [(str(number), _("Group %(number)s") % {"number": number + 1}) for number in range(len(groups) + 1)]
        for pk, person in people.items():
            self.fields[f"person-{pk}"] = forms.ChoiceField(
                label=str(person),
                choices=[("", _("in no group")), *numbers],
                required=False,
                initial=str(now.get(pk, "")),
            )
        self.people, self.most = people, len(numbers)

    @property
    def groups(self) -> Groups:
        """Without those in which nobody is."""
        chosen: Sequence[list[int]] = [[] for _number in range(self.most)]
        for pk in self.people:
            if number := self.cleaned_data[f"person-{pk}"]:
                chosen[int(number)].append(pk)
        return tuple(tuple(group) for group in chosen if group)
