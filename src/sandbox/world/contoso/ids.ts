const contosoTenant = '72b0c3f5-1d4e-4a86-9c27-5f3e81d0ab64';
/** The tenant "Fabrikam", from where guests come. */
export const fabrikamTenant = 'e81f6a20-94bd-4c3b-8f05-d27a6c19e3b8';

/** Fixed ids of the tenant "Contoso" and its neighbour. */
export const contoso = {
  tenant: contosoTenant,
  fabrikam: fabrikamTenant,
  dev: 'b3a1c9d4-6e2f-4f58-8b07-1c5d9e4a7f36',
  production: '0f7e2d61-c4a8-4b93-a5de-93b8f1c2640d',
  test: '5d90be17-28f3-4c6a-b1e4-7a2f60d8c395',
  trial: 'c6284f0a-71d5-4e9b-83ac-e4095b7d1f28',
  shared: '94d3a7be-0c56-4128-9f7b-2ae618d5c073',
  ana: '3c7f1b92-85d0-4ea6-b24f-60d91e8a53c7',
  bea: 'a95d20e8-37c1-4fb4-9e68-d10c74f2b5a3',
  carla: '61e8d4c0-f2a9-4d17-85b3-7c90ae1f2d64',
  sean: '1de7b4a6-5093-4c8f-a2d1-38f6e9c0752b',
  gus: 'f04a6c3d-b918-42e5-97d6-0eb52a81c4f9',
  gusAtHome: '8b26f9e1-4d70-4a3c-b5e8-c16d03f7a952',
  dina: '27c5e0b8-9a14-4f6d-8e32-b4d7f10c69a5',
  emil: '5e9d07c3-48fa-4b21-96d8-a30f7c15be62',
  platformAdmins: 'd8f31a75-6c02-49be-a70d-5e914cb82f36',
  twinBuilders: '4ea97d13-b60f-4285-9cd3-f81720ae56cb',
  automation: '9f52c8e7-0d3b-4716-a4f9-63eb18d5027c',
  automationApp: 'ca1760d9-e284-4b3f-95c7-2d80f6a4b13e',
  pipeline: '70d4eb2f-8c95-41a6-bd03-e5f28a6c9174',
  pipelineApp: '5b8e03f4-a7d1-4c62-8f90-14c6d9e7b2a8',
  foreignApp: '2fd6a815-93cb-4e07-b48a-d7e150f93c62',
  foreignPrincipal: 'b7049ec1-5da2-4386-9e1f-48c3a0d6f75b',
} as const;
