/** "18:04:09", as the clock on this computer's wall says. */
export function clockTime(moment: Date): string {
  return [moment.getHours(), moment.getMinutes(), moment.getSeconds()]
    .map((each) => String(each).padStart(2, '0'))
    .join(':');
}
