/** When an act removes what had the focus, the focus goes to what stood beside it, and never to the top of the page. What
 *  is drawn in another place keeps its id, and the focus. */

/** Where the focus can stay, from the inside out. In a contribution that is the contribution itself. */
const REGIONS = ".said, #doing, .panel, .rules, .rules-bar, .scroll, .banner";
const LISTS = ".panel, .rules, .banner";
const FOCUSABLE = "a[href], button:not(:disabled), summary, input:not(:disabled), select, textarea";

export interface Neighbours {
  region: Element | null;
  /** First what had the focus, as moving takes it away, too; then those after it, as the next one moves up in a list. */
  beside: Element[];
}

export function neighboursOf(focused: Element | null): Neighbours {
  const region = focused?.closest(REGIONS) ?? null;
  if (!focused || !region) return { region, beside: [] };
  if (!region.matches(LISTS)) return { region, beside: [focused] };
  const all = [...region.querySelectorAll(FOCUSABLE)];
  const at = all.indexOf(focused);
  return {
    region,
    beside: at < 0 ? [focused] : [focused, ...all.slice(at + 1), ...all.slice(0, at).reverse()],
  };
}

export function nearest({ region, beside }: Neighbours): Element | null {
  const isThere = (each: Element | null) => Boolean(each?.isConnected && each.getClientRects().length);
  return beside.map(asDrawn).find(isThere) ?? (isThere(region) ? region : null);
}

/** Somebody who was put into another group stands in another list. */
function asDrawn(each: Element): Element | null {
  return each.isConnected || !each.id ? each : document.getElementById(each.id);
}
