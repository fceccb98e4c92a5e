/** How many things are done together: Azure counts requests, and each of these is some ten. */
const together = 8;

/** Does something for each, a few at a time; gives what comes of it in their order. The first error ends it. */
export async function fewAtOnce<Item, Made>(
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): Promise<readonly Made[]> {
  const made: Made[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) made[at] = await work(items[at] as Item);
  };
  await Promise.all(Array.from({ length: Math.min(together, items.length) }, lane));
  return made;
}
