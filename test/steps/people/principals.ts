import type { Principal } from '../../../src/port/azure.ts';

export const builders: Principal = { id: 'cccccccc-0000-4000-8000-000000000009', type: 'Group', name: 'Twin Builders' };
