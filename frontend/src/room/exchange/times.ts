/** When something was said, as clocks show it, here as in the agenda. Without `Intl`: a slow phone took a tenth of a
 *  second, while it drew the room for the first time, to make a formatter. */
export function clockTime(at: number): string {
  const moment = new Date(at);
  return [moment.getHours(), moment.getMinutes()].map((each) => String(each).padStart(2, "0")).join(":");
}
