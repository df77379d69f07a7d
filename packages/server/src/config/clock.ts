/** The moment, as the product sees it. The development clock moves it; everything that expires asks it. */
export interface Clock {
  now(): Date
  /** The moment as other machines see it, which nothing moves: for what they compare with theirs. */
  wallNow(): Date
}

export interface MovableClock extends Clock {
  advance(seconds: number): void
}

export function createClock(): MovableClock {
  let offsetMilliseconds = 0
  return {
    now: () => new Date(Date.now() + offsetMilliseconds),
    wallNow: () => new Date(),
    advance(seconds) {
      offsetMilliseconds += seconds * 1000
    },
  }
}

export const addSeconds = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000)
