from bs4 import BeautifulSoup
from django import forms


class TrainingForm(forms.Form):
    name = forms.CharField(label="Name", help_text="As on your certificate.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "Authority"), ("b", "Club")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(
        label="Days", choices=[("1", "Monday"), ("2", "Tuesday")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="I agree to the rules")
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        if self.data.get("name") == "nobody":
            raise forms.ValidationError("This training is full.")
        return super().clean()


def drawn(form: forms.Form) -> BeautifulSoup:
    return BeautifulSoup(str(form), "html.parser")


def test_a_field_has_a_label_and_its_help_belongs_to_it():
    form = drawn(TrainingForm())
    field = form.find("input", id="id_name")
    assert form.find("label", attrs={"for": "id_name"}).get_text(" ", strip=True) == "Name (required)"
    assert form.find(id=field["aria-describedby"]).get_text() == "As on your certificate."


def test_the_way_to_a_new_password_stands_after_the_field_for_the_old_one():
    class LockForm(forms.Form):
        password = forms.CharField(
            help_text="Forgot it?", widget=forms.PasswordInput({"autocomplete": "current-password"})
        )
        new = forms.CharField(help_text="Ten characters.", widget=forms.PasswordInput())

    text = [each.get("id") for each in drawn(LockForm()).select(".field__help, input")]
    assert text == ["id_password", "id_password_helptext", "id_new_helptext", "id_new"]


def test_what_is_needed_is_said_in_words():
    form = drawn(TrainingForm())
    assert "required" not in form.find("label", attrs={"for": "id_note"}).get_text()
    assert all("(required)" in legend.get_text() for legend in form.find_all("legend"))


def test_choices_are_a_group_with_a_legend():
    form = drawn(TrainingForm())
    legends = [fieldset.find("legend").get_text(" ", strip=True) for fieldset in form.find_all("fieldset")]
    assert legends == ["Kind (required)", "Days (required)"]


def test_a_single_checkbox_has_its_label_behind_it():
    label = drawn(TrainingForm()).find("label", attrs={"for": "id_agreed"})
    assert label.find("input")["type"] == "checkbox"


def test_a_fresh_form_complains_about_nothing():
    form = drawn(TrainingForm())
    assert form.find(role="alert") is None
    assert form.find(attrs={"aria-invalid": "true"}) is None


def test_errors_are_listed_first_with_links_to_their_fields():
    form = drawn(TrainingForm({}))
    summary = form.find(role="alert")
    assert form.find() is summary
    targets = [link["href"].removeprefix("#") for link in summary.find_all("a")]
    assert targets == ["id_name", "id_kind_0", "id_days_0", "id_agreed"]
    assert all(form.find(id=target) for target in targets)


def test_an_error_belongs_to_its_field():
    form = drawn(TrainingForm({}))
    field = form.find("input", id="id_name")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "id_name_helptext id_name_error"
    assert "This field is required." in form.find(id="id_name_error").get_text()
    for fieldset in form.find_all("fieldset"):
        assert form.find(id=fieldset["aria-describedby"]) is not None


def test_an_error_of_the_whole_form_stands_in_the_summary():
    form = drawn(TrainingForm({"name": "nobody"}))
    assert "This training is full." in form.find(role="alert").get_text()


def test_hidden_fields_are_there_and_not_shown():
    form = drawn(TrainingForm())
    assert form.find("input", attrs={"name": "token"})["type"] == "hidden"
    assert form.find("label", attrs={"for": "id_token"}) is None


def test_what_people_typed_is_escaped():
    form = drawn(TrainingForm({"name": '"><script>alert(1)</script>'}))
    assert form.find("script") is None


def test_two_forms_on_one_page_do_not_share_ids():
    both = BeautifulSoup(str(TrainingForm({}, prefix="a")) + str(TrainingForm({}, prefix="b")), "html.parser")
    ids = [element["id"] for element in both.find_all(id=True)]
    assert len(ids) == len(set(ids))
