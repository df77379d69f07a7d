import { readdir, readFile } from 'node:fs/promises'

/**
 * Proportional set size: memory shared by several processes, as PostgreSQL's is, counts once in all.
 * Null where the system does not tell.
 */
export async function residentBytes(
  pid: number,
): Promise<{ itself: number; postgres: number; postgresProcesses: number } | null> {
  const itself = await pssOf(pid)
  if (itself === null) return null
  const databases = (await descendantsOf(pid)).filter(({ name }) => name === 'postgres')
  const sizes = await Promise.all(databases.map((process) => pssOf(process.pid)))
  return {
    itself,
    postgres: sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    postgresProcesses: databases.length,
  }
}

async function pssOf(pid: number): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kibibytes = /^Pss: +(\d+) kB$/m.exec(text)?.[1]
  return kibibytes === undefined ? null : Number(kibibytes) * 1024
}

interface Process {
  pid: number
  parent: number
  name: string
}

async function descendantsOf(pid: number): Promise<Process[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const all = (await Promise.all(numbers.map(readProcess))).filter((found) => found !== null)
  const childrenOf = (parent: number): Process[] =>
    all
      .filter((process) => process.parent === parent)
      .flatMap((process) => [process, ...childrenOf(process.pid)])
  return childrenOf(pid)
}

/** proc_pid_stat(5): the name stands in parentheses and may hold any character. */
async function readProcess(pid: number): Promise<Process | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [, name, parent] = /^\d+ \((.*)\) \S (\d+) /s.exec(stat) ?? []
  return name === undefined ? null : { pid, parent: Number(parent), name }
}
