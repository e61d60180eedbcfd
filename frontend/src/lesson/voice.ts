/** Words read aloud by a voice of the device. One that would be asked for over the net is never used. */

export interface Voice {
  lang: string;
  localService: boolean;
}

/** A voice of the device for this language, that of its country first; browsers write de-DE or de_DE. */
export function localVoice<T extends Voice>(voices: readonly T[], language: string): T | null {
  const tag = same(language);
  const local = voices.filter((voice) => voice.localService);
  const primary = tag.split("-")[0];
  return (
    local.find((voice) => same(voice.lang) === tag) ??
    local.find((voice) => same(voice.lang).split("-")[0] === primary) ??
    null
  );
}

const same = (tag: string) => tag.replace("_", "-").toLowerCase();

/** What speaks, one text at a time: the browser's synthesis, or what a test has in its place. */
export interface Speaker {
  speak(text: string, done: () => void): void;
  silence(): void;
}

/** Reads texts one after the other until the last one, or until it is told to stop. */
export class Reading {
  private turn = 0;
  isOn = false;

  constructor(
    private readonly speaker: Speaker,
    private readonly texts: readonly string[],
    private readonly told: { begins: (index: number) => void; ends: () => void },
  ) {}

  start(index = 0): void {
    this.stop();
    this.isOn = true;
    this.next(index, this.turn);
  }

  stop(): void {
    this.turn += 1; // what the speaker still says of the turn before is not listened to
    this.speaker.silence();
    if (!this.isOn) return;
    this.isOn = false;
    this.told.ends();
  }

  private next(index: number, turn: number): void {
    if (turn !== this.turn) return;
    const text = this.texts[index];
    if (text === undefined) {
      this.stop();
      return;
    }
    this.told.begins(index);
    this.speaker.speak(text, () => this.next(index + 1, turn));
  }
}

export class DeviceVoice implements Speaker {
  /** A browser forgets an utterance that nobody holds, and does not say any more that it has ended. */
  private held: SpeechSynthesisUtterance | null = null;

  constructor(
    private readonly synthesis: SpeechSynthesis,
    private readonly voice: SpeechSynthesisVoice,
  ) {}

  speak(text: string, done: () => void): void {
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.voice = this.voice;
    utterance.lang = this.voice.lang;
    utterance.onend = done;
    utterance.onerror = done;
    this.held = utterance;
    this.synthesis.speak(this.held);
  }

  silence(): void {
    this.synthesis.cancel();
  }
}
