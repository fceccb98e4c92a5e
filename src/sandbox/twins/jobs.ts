import type { Run } from './operation.ts';
import { page } from './paging.ts';
import { answer, RefusedError } from './refusal.ts';

/** GET /jobs/imports and /jobs/deletions: none has ever run here. */
export const listJobs: Run = (_graph, ask) => ({ reply: answer(200, page(ask, [], 1)) });

/** GET, DELETE and cancel of one. The code is Microsoft's (data plane 2023-10-31, "Import Jobs"), the text a belief. */
export const noJob: Run = (_graph, _ask, [id = '']) => {
  throw new RefusedError(404, 'JobNotFound', `The job '${id.slice(0, 100)}' was not found.`);
};

/** PUT and POST of one: a job of Azure's reads from a storage account, which the sandbox doesn't have. */
export const refuseJob: Run = () => {
  throw new RefusedError(
    501,
    'NotInSandbox',
    'The sandbox runs no jobs: in Azure they read from a storage account, or delete everything. Upload models and twins one by one here.',
  );
};
