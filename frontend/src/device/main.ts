import { sendOnce } from "../sending";
import { forgetWhatWasTyped } from "./forgetting";
import { Steps } from "./steps";

const forms = [...document.querySelectorAll<HTMLFormElement>("form[data-forgets]")];
const asked = forms.map((form) => Steps.of(form));

forgetWhatWasTyped(window, () => {
  for (const form of forms) form.reset();
  for (const steps of asked) steps?.show(0);
});
sendOnce(window);
