import { findBinaries } from './binaries.ts'
import { run } from './run-as.ts'

/** https://www.postgresql.org/docs/current/server-shutdown.html, from the gentlest to the last. */
const steps = [
  // Fast: open transactions are rolled back, everything is written out.
  { signal: 'SIGINT', patienceMilliseconds: 10_000 },
  // Immediate: nothing is written out; the next start recovers from the log.
  { signal: 'SIGQUIT', patienceMilliseconds: 5_000 },
  { signal: 'SIGKILL', patienceMilliseconds: 5_000 },
] as const

/** Stops a postmaster and resolves when it is `gone`, or when nothing more can be done. */
export async function stopInSteps(pid: number, gone: Promise<unknown>): Promise<void> {
  for (const { signal, patienceMilliseconds } of steps) {
    await send(pid, signal)
    if (await endsWithin(gone, patienceMilliseconds)) return
  }
}

async function send(pid: number, signal: NodeJS.Signals): Promise<void> {
  if (process.platform === 'win32' && signal !== 'SIGKILL') {
    // Windows knows no signals; pg_ctl speaks to PostgreSQL's own replacement for them.
    const { pgCtl } = await findBinaries()
    await run({ way: 'oneself' }, pgCtl, ['kill', signal.slice(3), String(pid)])
    return
  }
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}

async function endsWithin(gone: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  try {
    return await Promise.race([gone.then(() => true), patience])
  } finally {
    clearTimeout(timer)
  }
}
