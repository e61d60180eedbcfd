/** A fine line from an answer to what it answers, where both are in view: it scrolls with them. */

export interface Mark {
  /** Where the avatar stands, px from the start side and the top of the conversation. */
  start: number;
  middle: number;
  top: number;
  bottom: number;
}

const BEND = 8;
/** So far outside of what is said the line runs past others. */
const OUTSIDE = 8;

/** Down from the avatar where nothing stands between; past others outside of them. `sign` is -1 from right to left. */
export function line(from: Mark, to: Mark, isNext: boolean, edge: number, sign: 1 | -1): string {
  const x = isNext ? from.middle : edge - sign * OUTSIDE;
  if (sign * (to.start - x) < 0) return `M${x} ${from.bottom}V${to.top}`; // one avatar stands below the other
  const begin = isNext ? `M${x} ${from.bottom}` : out(from, x, sign);
  const height = (to.top + to.bottom) / 2;
  return `${begin}V${height - BEND}Q${x} ${height} ${x + sign * BEND} ${height}H${to.start}`;
}

function out(from: Mark, x: number, sign: 1 | -1): string {
  const height = (from.top + from.bottom) / 2;
  return `M${from.start} ${height}H${x + sign * BEND}Q${x} ${height} ${x} ${height + BEND}`;
}

export function drawLines(scroll: Element): void {
  const path = scroll.querySelector("[data-lines] path");
  const all = [...scroll.querySelectorAll<HTMLElement>("[data-answers]")];
  const line = all.length ? drawn(all, scroll) : "";
  if (path && path.getAttribute("d") !== line) path.setAttribute("d", line); // else the page is laid out once more
}

function drawn(all: HTMLElement[], scroll: Element): string {
  const seen = scroll.getBoundingClientRect();
  const inView = (said: Element) => {
    const { top, bottom } = said.getBoundingClientRect();
    return bottom > seen.top - seen.height && top < seen.bottom + seen.height;
  };
  const lines = all.filter(inView).map((answer) => {
    const answered = scroll.querySelector(`#c${answer.dataset.answers}`);
    return answered && inView(answered) ? between(answered, answer, scroll) : "";
  });
  return lines.join("");
}

function between(answered: Element, answer: Element, scroll: Element): string {
  const sign = window.getComputedStyle(scroll).direction === "rtl" ? -1 : 1;
  const origin =
    scroll.querySelector("[data-lines]")?.getBoundingClientRect() ?? scroll.getBoundingClientRect();
  const said = answered.getBoundingClientRect();
  const edge = (sign === 1 ? said.left : said.right) - origin.left;
  const from = mark(answered, origin, sign);
  const to = mark(answer, origin, sign);
  return from && to ? line(from, to, answer.previousElementSibling === answered, edge, sign) : "";
}

function mark(said: Element, origin: DOMRect, sign: 1 | -1): Mark | undefined {
  const box = said.querySelector("[data-avatar]")?.getBoundingClientRect();
  return (
    box && {
      start: (sign === 1 ? box.left : box.right) - origin.left,
      middle: (box.left + box.right) / 2 - origin.left,
      top: box.top - origin.top,
      bottom: box.bottom - origin.top,
    }
  );
}
