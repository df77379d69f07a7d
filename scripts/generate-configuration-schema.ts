import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { configurationSchema } from '../packages/server/src/features/declared-configuration/json-schema.ts'

export const schemaFile = fileURLToPath(
  new URL('../docs/latchkey.config.schema.json', import.meta.url),
)

/** The shape of `latchkey.config.yaml`, for editors. */
export const describeConfiguration = () => `${JSON.stringify(configurationSchema, null, 2)}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(schemaFile, describeConfiguration())
  console.log('The schema of the configuration file is written.')
}
