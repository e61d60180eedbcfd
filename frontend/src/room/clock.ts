/** Time for waiting, ms: it never goes back, whatever somebody does to the clock of the computer. */

export type Clock = () => number;

/** The page's own time stands still while a computer sleeps; then the computer's clock says how long it was. */
export function steadyClock(): Clock {
  let ahead = Number.NEGATIVE_INFINITY;
  return () => {
    ahead = Math.max(ahead, Date.now() - performance.now());
    return performance.now() + ahead;
  };
}
