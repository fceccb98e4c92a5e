import type { Names } from '../../src/domain/kind.ts';
import { azLine, portalVisit, type Resource } from '../../src/domain/resource.ts';
import { bicepParts } from '../../src/export/bicep.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { Way } from '../../src/step/hand-over.ts';

type Portal = NonNullable<Way['portal']>[number];

/** The page of the portal where somebody else makes a resource by hand. */
function visit(links: Azure['links'], resource: Resource, names: Names): Portal {
  const { at, page, then } = portalVisit(resource, names);
  return { link: page === 'access' ? links.accessControl(at) : links.resource(at), then };
}

/** What is made one after the other, and what it is called for those who read it. */
interface Making {
  readonly resources: readonly Resource[];
  readonly names: Names;
  /** Where a deployment to a subscription is kept. */
  readonly region: string;
}

/** Making resources by hand, in the three ways that administrators work. */
export function wayTo(
  { links }: Pick<Azure, 'links'>,
  says: string,
  { resources, names, region }: Making,
): Required<Way> {
  return {
    says,
    az: resources.map(azLine),
    portal: resources.map((each) => visit(links, each, names)),
    bicep: bicepParts(resources, region),
  };
}
