import { Declaration } from './wire.ts'

/** Where a server serves it, for editors that complete the file. */
export const schemaPath = '/latchkey/configuration.schema.json'

/** The shape of the file as editors read it. */
export const configurationSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'latchkey.config.yaml',
  description: 'What a Latchkey installation has; applied at every start.',
  ...Declaration,
}
