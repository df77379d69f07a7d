import { Declaration, DeclaredEnvironment } from './wire.ts'

/** Where a server serves it, for editors that complete the file. */
export const schemaPath = '/latchkey/configuration.schema.json'

const { environments } = Declaration.properties
const environment = { $ref: '#/definitions/environment' }

/** The shape of the file as editors read it, with what both environments have in one place. */
export const configurationSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'latchkey.config.yaml',
  description: 'What a Latchkey installation has; applied at every start.',
  ...Declaration,
  properties: {
    environments: {
      ...environments,
      properties: { staging: environment, production: environment },
    },
  },
  definitions: { environment: DeclaredEnvironment },
}
