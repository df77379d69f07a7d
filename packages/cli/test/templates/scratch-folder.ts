import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

/** A folder that the test files of one run share, gone when the run ends. */
export default async function setUp(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-templates-'))
  project.provide('scratchFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
