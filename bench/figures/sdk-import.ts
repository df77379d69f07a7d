import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { median, rounded } from '../statistics.ts'
import type { Effort, Line } from './figure.ts'

interface Cost {
  milliseconds: number
  /** Of all threads, and not longer for whatever else the machine does. */
  cpuMilliseconds: number
  bytes: number
}

const built = new URL('../../packages/node/dist/index.mjs', import.meta.url)
const official = pathToFileURL(
  createRequire(import.meta.url)
    .resolve('@workos-inc/node')
    .replace(/index\.cjs$/, 'index.mjs'),
)

/** Prints what it takes to have a client: in a process of its own, after Node has started. */
const program = (module: URL) => `
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  const { WorkOS } = await import(${JSON.stringify(module.href)})
  const workos = new WorkOS('sk_bench', { clientId: 'client_bench' })
  const milliseconds = performance.now() - before
  const { user, system } = process.cpuUsage(cpuBefore)
  const cpuMilliseconds = (user + system) / 1000
  gc()
  const { heapUsed, external } = process.memoryUsage()
  if (!workos.userManagement) throw new Error('There is no client.')
  process.stdout.write(JSON.stringify({ milliseconds, cpuMilliseconds, bytes: heapUsed + external }))
`

/** What the built package takes of a start and of the memory. Null where it is not built. */
export async function sdkImport({ rounds }: Effort): Promise<Line | null> {
  if (!existsSync(fileURLToPath(built))) return null
  const costs: { latchkey: Cost[]; official: Cost[] } = { latchkey: [], official: [] }
  for (let start = 0; start < rounds * 3; start++) {
    costs.latchkey.push(await costOf(built))
    costs.official.push(await costOf(official))
  }
  const latchkey = summarize(costs.latchkey)
  const reference = summarize(costs.official)
  const ratio = rounded(reference.import_cpu_ms / latchkey.import_cpu_ms)
  const met = ratio >= 1 && latchkey.heap_mb <= reference.heap_mb
  return {
    figure: 'sdk-import',
    unit: 'ms, MB',
    latchkey,
    reference: { sdk: '@workos-inc/node', ...reference },
    ratio,
    bar: 'no more CPU time and memory than the reference',
    met,
    starts: rounds * 3,
  }
}

async function costOf(module: URL): Promise<Cost> {
  const options = ['--expose-gc', '--input-type=module', '--eval', program(module)]
  const { stdout } = await promisify(execFile)(process.execPath, options)
  return JSON.parse(stdout)
}

function summarize(costs: Cost[]) {
  return {
    import_ms: rounded(median(costs.map(({ milliseconds }) => milliseconds))),
    import_cpu_ms: rounded(median(costs.map(({ cpuMilliseconds }) => cpuMilliseconds))),
    heap_mb: rounded(median(costs.map(({ bytes }) => bytes / 1e6))),
  }
}
