const { existsSync } = require('node:fs');
const { join } = require('node:path');

const clients = join(__dirname, '..', '..', 'node_modules', '.cache', 'clients');

/** Microsoft's clients come from their bundle, where it was made (`.ci/clients.mjs`). */
module.exports = (path, options) => {
  const bundled = /^@(azure|peculiar)\//.test(path) ? join(clients, `${path}.mjs`) : '';
  return bundled !== '' && existsSync(bundled) ? bundled : options.defaultResolver(path, options);
};
