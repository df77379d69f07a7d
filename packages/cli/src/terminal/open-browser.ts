import { spawn } from 'node:child_process'
import type { Environment } from '../environment/environment.ts'

/**
 * Shows an address in the person's browser, where there is a screen. The address is printed beside
 * it: whether a browser came up, nobody can tell.
 */
export function openBrowser({ env, platform }: Environment, address: string): void {
  const program = programFor(platform, env)
  // Anything else starts a program of the system's choice, or is an option to the opener.
  if (!program || !/^https?:\/\//i.test(address)) return
  const [command, ...rest] = program
  const child = spawn(command, [...rest, address], {
    env: env as NodeJS.ProcessEnv,
    stdio: 'ignore',
    detached: true,
  })
  child.on('error', () => {})
  child.unref()
}

function programFor(
  platform: NodeJS.Platform,
  env: Environment['env'],
): [command: string, ...rest: string[]] | null {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : null
}
