/** A promise that is settled from outside. Where nobody waits for it, its rejection is no failure. */
export function readiness() {
  let resolve = () => {}
  let reject = (_reason: Error) => {}
  const promise = new Promise<void>((keep, refuse) => {
    resolve = keep
    reject = refuse
  })
  promise.catch(() => {})
  return { promise, resolve, reject }
}

/** The outcome of `work`, or an error when it takes longer. */
export async function within<T>(milliseconds: number, work: Promise<T>, late: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(late)), milliseconds)
  })
  try {
    return await Promise.race([work, timeout])
  } finally {
    clearTimeout(timer)
  }
}
