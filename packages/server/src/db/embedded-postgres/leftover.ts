import { readFile, readlink, realpath, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import { socketFolder } from './access.ts'
import { EmbeddedPostgresError } from './failure.ts'
import { run } from './run-as.ts'
import { stopInSteps } from './stop-in-steps.ts'

/**
 * A server killed without a chance to clean up can leave its PostgreSQL behind, which holds the
 * cluster. It is stopped in good order; whoever calls this holds the lock of the data folder, so
 * no living server is using it.
 */
export async function stopLeftover(cluster: string, log?: Logger): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  const [pidLine, , , port, told] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
  const pid = Number(pidLine)
  if (!Number.isInteger(pid) || pid <= 0) return
  if (await isPostmaster(pid, cluster)) {
    log?.warn({ pid }, 'Stopping the PostgreSQL that a killed Latchkey left behind')
    await stopInSteps(pid, goneFrom(pid, cluster))
    // It cannot be stopped, and PostgreSQL will say so.
    if (await isPostmaster(pid, cluster)) return
  } else if (await answersOutOfSight(cluster, told, port)) {
    throw new EmbeddedPostgresError(
      `Another PostgreSQL is using ${cluster}, out of sight of this process (in another container?).\nStop it first, or choose another LATCHKEY_DATA_DIR.`,
    )
  }
  // The number belongs to somebody else, now or before PostgreSQL looks for it, or to a process that
  // ended and that nobody has waited for. PostgreSQL would take each for itself and not start; what
  // is left of its own processes it finds by their shared memory.
  await rm(pidFile, { force: true })
}

/** Process numbers are used again, so the process must also be at home in this very cluster. */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    // A postmaster works in its cluster's folder. A process that ended but was not yet waited for has none.
    const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    return name.trim() === 'postgres' && folder === (await realpath(cluster))
  }
  const oneself = { way: 'oneself' } as const
  if (process.platform === 'win32') {
    const { output } = await run(oneself, 'tasklist', ['/NH', '/FI', `PID eq ${pid}`])
    return output.includes('postgres.exe')
  }
  const { output } = await run(oneself, 'ps', ['-o', 'command=', '-p', String(pid)])
  return output.includes('postgres') && output.includes(cluster)
}

async function goneFrom(pid: number, cluster: string): Promise<void> {
  while (await isPostmaster(pid, cluster)) await sleep(10)
}

/** Where it sees the folder under another name, its socket is not where it says, but where ours would be. */
async function answersOutOfSight(
  cluster: string,
  told: string | undefined,
  port: string | undefined,
): Promise<boolean> {
  for (const folder of [told, socketFolder(dirname(cluster))]) {
    if (folder && (await answers(join(folder, `.s.PGSQL.${port}`)))) return true
  }
  return false
}

function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(socket)
    probe.once('error', () => resolve(false))
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
  })
}
