import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Project, readProject } from '../../src/installer/project/project.ts'

/** A folder with these files, removed when the test ends. */
export function makeFolder(files: Record<string, string | object>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'latchkey-project-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
    writeFileSync(join(folder, path), text)
  }
  return folder
}

export function makeProject(files: Record<string, string | object>): Project {
  return readProject(makeFolder({ 'package.json': { name: 'app' }, ...files }))
}
