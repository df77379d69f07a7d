import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** Process numbers are used again; a number and the moment it was given out mean one process. */
export interface ProcessIdentity {
  pid: number
  /** When the process started, as this system tells it. Null where it cannot be told. */
  startedAt: string | null
}

export function identifyProcess(pid: number): ProcessIdentity {
  return { pid, startedAt: startOf(pid) }
}

export const ownProcess = () => identifyProcess(process.pid)

/**
 * Whether this very process has not ended. What this system could tell and the record does not is
 * a record that we did not write.
 */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return exists(pid) && startOf(pid) === startedAt
}

/** "ended": nobody has waited for it yet, so its number exists, but it runs no more. */
function startOf(pid: number): string | null {
  try {
    return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid)
  } catch {
    return null
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: state is field 3, start field 22. */
function startFromProc(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name in field 2 may hold spaces and brackets, so fields are counted from its last bracket.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
  // Counted from the start of the machine, and two starts may look alike.
  const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')
  return `${bootId.trim()} ${fields[19]}`
}

/** Windows has no ps: there the number alone must do. */
function startFromPs(pid: number): string | null {
  if (process.platform === 'win32') return null
  const answer = execFileSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [, state = '', start = ''] = /^\s*(\S+)\s+(.*?)\s*$/.exec(answer) ?? []
  return state.startsWith('Z') ? 'ended' : start || null
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is somebody else's, and there.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
