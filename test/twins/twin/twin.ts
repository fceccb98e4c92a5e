import type { Instance } from '../instance.ts';

/** A twin as it is sent. */
export const room = { $metadata: { $model: 'dtmi:example:Room;1' }, temperature: 21.5, name: 'North' };

interface Twin {
  readonly $etag: string;
  readonly $metadata: Readonly<Record<string, unknown>>;
}

/** The twin as the instance has it. */
export function twin(adt: Instance, id: string): Twin & Readonly<Record<string, unknown>> {
  return adt.call('GET', `/digitaltwins/${id}`).body as Twin & Readonly<Record<string, unknown>>;
}
