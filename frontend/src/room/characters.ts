/** How long a text is, as the server counts: by characters, not by what they take up, and without those it drops. */

const DROPPED = /(?![ \n\t\u200c-\u200f])[\p{C}\p{Z}]/gu;

export function characters(text: string): number {
  return [...text.replace(/\r\n?/g, "\n").replace(DROPPED, "").trim()].length;
}
