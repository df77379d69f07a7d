import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** Process numbers are used again; a number and the moment it was given out mean one process. */
export interface ProcessIdentity {
  pid: number
  /** When the process started, as this system tells it. Null where it cannot be told. */
  startedAt: string | null
}

export async function identifyProcess(pid: number): Promise<ProcessIdentity> {
  return { pid, startedAt: (await startOf(pid)) ?? null }
}

/** In doubt a process counts as running: a lock held for too long is better than one held twice. */
export async function isRunning({ pid, startedAt }: ProcessIdentity): Promise<boolean> {
  if (!exists(pid)) return false
  const start = await startOf(pid)
  if (start === 'ended') return false
  return start === undefined || startedAt === null || start === startedAt
}

/** "ended": nobody has waited for it yet, so its number exists, but it runs no more. */
async function startOf(pid: number): Promise<string | 'ended' | undefined> {
  try {
    return process.platform === 'linux' ? await startFromProc(pid) : await startFromPs(pid)
  } catch {
    return undefined
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: state is field 3, start field 22. */
async function startFromProc(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in field 2 may hold spaces and brackets, so fields are counted from its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
  // Counted from the start of the machine, and two starts may look alike.
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${bootId.trim()} ${fields[19]}`
}

/** Windows has no ps: there the number alone must do. */
async function startFromPs(pid: number): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined
  const { stdout } = await promisify(execFile)('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  })
  const [, state = '', start = ''] = /^\s*(\S+)\s+(.*?)\s*$/.exec(stdout) ?? []
  if (state.startsWith('Z')) return 'ended'
  return start || undefined
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
