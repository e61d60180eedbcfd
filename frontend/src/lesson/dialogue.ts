/** Conversations that are read speech by speech. Without this script, and in print, all of them stand there. */

import { DeviceVoice, localVoice, Reading } from "./voice";

export class Dialogue {
  private readonly speeches: HTMLElement[];
  private readonly list: HTMLElement;
  private shown = 1;
  private reading: Reading | null = null;

  constructor(private readonly section: HTMLElement) {
    this.speeches = [...section.querySelectorAll<HTMLElement>("[data-speech]")];
    this.list = this.part("ol");
  }

  offer(): void {
    this.show(isBehind(this.section, location.hash) ? this.speeches.length : 1);
    this.on("[data-next]", () => this.goOn());
    this.on("[data-all]", () => this.showAll());
    this.on("[data-read]", () => this.read());
    this.on("[data-stop]", () => this.reading?.stop());
    if (!("speechSynthesis" in window)) return;
    // Some browsers know their voices at once, others some time after the page has loaded.
    this.offerVoice();
    speechSynthesis.addEventListener("voiceschanged", () => this.offerVoice());
    window.addEventListener("pagehide", () => this.reading?.stop());
  }

  private goOn(): void {
    this.list.setAttribute("aria-live", "polite");
    this.show(this.shown + 1);
    if (this.shown === this.speeches.length) this.speeches.at(-1)?.focus();
  }

  /** Whoever listens to the page begins with the first of the new ones, and is not told all of them at once. */
  private showAll(): void {
    const first = this.speeches[this.shown];
    this.list.setAttribute("aria-live", "off");
    this.show(this.speeches.length);
    first?.focus();
  }

  private show(number: number): void {
    this.shown = Math.min(number, this.speeches.length);
    this.speeches.forEach((speech, index) => {
      speech.toggleAttribute("data-later", index >= this.shown);
    });
    this.part("[data-steps]").hidden = this.shown === this.speeches.length;
    const place = this.part("[data-place]");
    place.textContent = (place.dataset.place ?? "")
      .replace("{shown}", String(this.shown))
      .replace("{all}", String(this.speeches.length));
  }

  private get voice(): SpeechSynthesisVoice | null {
    const language = this.section.closest<HTMLElement>("[lang]")?.lang ?? "";
    return localVoice(speechSynthesis.getVoices(), language);
  }

  private offerVoice(): void {
    this.part("[data-voice]").hidden = this.voice === null;
  }

  private read(): void {
    const voice = this.voice;
    if (!voice) return;
    this.list.setAttribute("aria-live", "off"); // a screen reader would talk at the same time
    const texts = this.speeches.map((speech) => inWords(speech));
    this.reading = new Reading(new DeviceVoice(speechSynthesis, voice), texts, {
      begins: (index) => this.begin(index),
      ends: () => this.end(),
    });
    this.reading.start();
    this.swap("[data-read]", "[data-stop]");
  }

  private begin(index: number): void {
    if (index >= this.shown) this.show(index + 1);
    this.speeches.forEach((speech, each) => {
      speech.classList.toggle("dialogue__speech--now", each === index);
    });
  }

  private end(): void {
    for (const speech of this.speeches) speech.classList.remove("dialogue__speech--now");
    this.swap("[data-stop]", "[data-read]");
  }

  /** One button takes the place of the other, and its focus if it had it. */
  private swap(before: string, after: string): void {
    const had = this.part(before).contains(document.activeElement);
    this.part(before).hidden = true;
    this.part(after).hidden = false;
    if (had) this.part(after).focus();
  }

  private on(selector: string, act: () => void): void {
    this.part(selector).addEventListener("click", act);
  }

  private part(selector: string): HTMLElement {
    return this.section.querySelector(selector) as HTMLElement;
  }
}

/** Whoever comes to a place behind the conversation, as after an answer, has read it. */
function isBehind(section: HTMLElement, hash: string): boolean {
  const target = hash ? document.getElementById(hash.slice(1)) : null;
  return Boolean(target && section.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function inWords(speech: HTMLElement): string {
  const words = (selector: string) => speech.querySelector(selector)?.textContent?.trim() ?? "";
  return `${words("bdi")}: ${words("[data-text]")}`;
}
