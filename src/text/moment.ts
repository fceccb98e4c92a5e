/**
 * When something was, as the SDK read it: undefined where nothing was said, and where what was said is no date (the SDK makes a
 * Date of anything but null).
 */
export function momentOf(date: Date | null | undefined): string | undefined {
  return date instanceof Date && !Number.isNaN(date.getTime()) ? date.toISOString() : undefined;
}
