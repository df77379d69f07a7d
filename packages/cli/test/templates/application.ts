import { spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { stopGroup } from '../../../../tests/programs.ts'
import type { Project } from './project.ts'

const readyWithinMilliseconds = 120_000

/** Starts a project as the installer's last lines say, and waits until it answers. */
export async function startApplication(
  { folder, env }: Project,
  { run, signIn }: { run: string; signIn: string },
): Promise<{ stop(): Promise<void> }> {
  const [program = 'npm', ...words] = run.split(' ')
  // In a group of its own, because npm starts a shell that starts the server.
  const child = spawn(program, words, { cwd: folder, env, detached: true })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk
    })
  }
  const stop = () => stopGroup(child)
  const home = new URL('/', signIn)
  const until = Date.now() + readyWithinMilliseconds
  while (Date.now() < until && child.exitCode === null) {
    const response = await fetch(home).catch(() => null)
    if (response?.ok) return { stop }
    await wait(100)
  }
  await stop()
  throw new Error(`${home} does not answer.\n${printed}`)
}
