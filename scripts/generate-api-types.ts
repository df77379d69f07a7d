import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '@hey-api/openapi-ts'
import { createOpenApiDocument } from '../packages/server/src/openapi-document.ts'

const apiFolder = fileURLToPath(new URL('../packages/dashboard/src/api', import.meta.url))
export const generatedTypes = join(apiFolder, 'server.generated', 'types.gen.ts')

/** Writes the types of the server's requests and answers, from its OpenAPI document. */
export async function generateApiTypes(folder = join(apiFolder, 'server.generated')) {
  await createClient({
    input: await createOpenApiDocument(),
    output: { path: folder, entryFile: false },
    plugins: ['@hey-api/typescript'],
    logs: { level: 'silent' },
  })
  return readFile(join(folder, 'types.gen.ts'), 'utf8')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await generateApiTypes()
  console.log('The types of the API are written.')
}
