import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import { findFreePort } from '../../../../tests/platform.ts'
import type { Project } from '../../src/installer/project/project.ts'

const modules = fileURLToPath(new URL('../../../../node_modules', import.meta.url))

/** Writes what is planned to the disk and starts the file with settings; answers how to ask it. */
export async function running(project: Project, file: string) {
  const { root } = project.tree
  for (const { path, after } of project.tree.changes()) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), after ?? '')
  }
  symlinkSync(modules, join(root, 'node_modules'))
  const port = await findFreePort()
  const origin = `http://localhost:${port}`
  writeFileSync(join(root, '.env'), settings(origin))
  const child = spawn(process.execPath, ['--conditions=source', file], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await answering(origin, child)
  return (path: string) => fetch(origin + path, { redirect: 'manual' })
}

const settings = (origin: string) =>
  [
    'LATCHKEY_URL=http://localhost:4000',
    'WORKOS_API_KEY=sk_test_1',
    'WORKOS_CLIENT_ID=client_1',
    `WORKOS_COOKIE_PASSWORD=${'p'.repeat(32)}`,
    `WORKOS_REDIRECT_URI=${origin}/callback`,
    '',
  ].join('\n')

async function answering(origin: string, child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.on('data', (text) => {
    said += text
  })
  const ended = once(child, 'exit').then(() => expect.fail(`The server ended: ${said}`))
  const up = expect.poll(() => fetch(`${origin}/nowhere`).then(() => true))
  await Promise.race([up.toBe(true), ended])
}
