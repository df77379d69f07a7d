import 'vitest'

/** One template's way to a signed-in user, by a clock that starts with `latchkey init`. */
export interface Measurement {
  template: string
  /** Of the framework. */
  version?: string
  /** Until `latchkey init` has ended, its checks and the start of a platform included. */
  initSeconds?: number
  /** Until the application shows somebody who just signed up in a browser. */
  signedInSeconds?: number
}

declare module 'vitest' {
  interface TaskMeta {
    measurement?: Measurement
  }
}
