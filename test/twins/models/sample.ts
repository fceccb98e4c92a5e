/** A model that can be uploaded. */
export const sample = {
  '@id': 'dtmi:samples:DTTestBuilding;1',
  '@type': 'Interface',
  '@context': 'dtmi:dtdl:context;2',
  displayName: 'Building',
  contents: [
    { '@type': 'Property', name: 'AverageTemperature', schema: 'double' },
    { '@type': 'Property', name: 'TemperatureUnit', schema: 'string' },
  ],
};
