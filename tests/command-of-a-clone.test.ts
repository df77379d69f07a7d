import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort, untilPrinted } from './platform.ts'

const script = fileURLToPath(new URL('../scripts/latchkey.mjs', import.meta.url))

test('who ends the command of a clone ends the platform that it runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-clone-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const port = await findFreePort()
  const words = ['start', '--port', String(port), '--data-dir', join(folder, 'data')]
  const command = spawn(process.execPath, [script, ...words], {
    cwd: folder,
    env: { ...process.env, INIT_CWD: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await untilPrinted(command, /Latchkey is ready/)
  command.kill('SIGTERM')
  await once(command, 'close')
  await expect(fetch(`http://localhost:${port}/health`)).rejects.toThrow('fetch failed')
})
