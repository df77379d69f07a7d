import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { generateApiTypes, generatedTypes } from '../../../scripts/generate-api-types.ts'
import {
  describeConfiguration,
  schemaFile,
} from '../../../scripts/generate-configuration-schema.ts'
import { describeErrors, errorGuideFile } from '../../../scripts/generate-error-guide.ts'
import { describeSupport, supportedFile } from '../../../scripts/generate-supported.ts'

test('the dashboard’s types are those of the server’s routes (npm run generate writes them)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-api-types-'))
  const fresh = await generateApiTypes(folder)
  expect(await readFile(generatedTypes, 'utf8')).toBe(fresh)
  await rm(folder, { recursive: true })
})

test('SUPPORTED.md says what the server has (npm run generate writes it)', async () => {
  expect(await readFile(supportedFile, 'utf8')).toBe(await describeSupport())
})

test('editors complete the configuration file as the server reads it (npm run generate writes it)', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(describeConfiguration())
})

test('the guide of error codes lists what the server refuses (npm run generate writes it)', async () => {
  expect(await readFile(errorGuideFile, 'utf8')).toBe(describeErrors())
})
