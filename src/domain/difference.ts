import { type FoundProperties, type InstanceProperties, type InstanceResource, usualProperties } from './instance.ts';
import type { Tags } from './kind.ts';
import { sameName } from './names.ts';

/** Where what is there is not what was asked for. */
export interface Difference {
  /** "location", "tag team", "publicNetworkAccess". */
  readonly property: string;
  readonly asked: string;
  /** Undefined where it is not there at all. */
  readonly now: string | undefined;
}

/** What was asked for: all of a resource, or some of it. */
export type Asked = Partial<Pick<InstanceResource, 'location' | 'tags'> & InstanceProperties>;

interface Seen extends Partial<FoundProperties> {
  readonly location: string;
  readonly tags: Tags;
}

/** Tag names are compared without case, values with it (Azure Resource Manager, "Use tags"). */
function tagDifferences(asked: Tags, now: Tags): readonly Difference[] {
  return Object.entries(asked).flatMap(([key, value]) => {
    const found = Object.entries(now).find(([other]) => sameName(other, key))?.[1];
    return found === value ? [] : [{ property: `tag ${key}`, asked: value, now: found }];
  });
}

/**
 * How what is there differs from what was asked for. Tags that others have added are no difference, and neither are the case of
 * a region's name or properties that nobody asked for.
 */
export function differences(asked: Asked, now: Seen): readonly Difference[] {
  const { location, tags } = asked;
  const region =
    location === undefined || sameName(location, now.location)
      ? []
      : [{ property: 'location', asked: location, now: now.location }];
  const others = (Object.keys(usualProperties) as (keyof InstanceProperties)[]).flatMap((property) => {
    const [wish, found] = [asked[property], now[property]];
    return wish === undefined || found === undefined || wish === found ? [] : [{ property, asked: wish, now: found }];
  });
  return [...region, ...others, ...tagDifferences(tags ?? {}, now.tags)];
}

const words: Readonly<Record<string, string>> = {
  location: 'region',
  publicNetworkAccess: 'public network access',
};

/** `public network access is "disabled" (asked for: "enabled")`; undefined where nothing differs. */
export function differenceWords(all: readonly Difference[]): string | undefined {
  const said = all.map(({ property, asked, now }) => {
    const is = now === undefined ? 'is missing' : `is "${now}"`;
    return `${words[property] ?? property} ${is} (asked for: "${asked}")`;
  });
  return said.length === 0 ? undefined : said.join('; ');
}
