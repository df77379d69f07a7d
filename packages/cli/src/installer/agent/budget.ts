/** What a model may use up, in all rounds of an installation together. */
export interface Budget {
  tokens: number
  minutes: number
  /** For one answer. */
  minutesAnAnswer: number
}

export const defaultBudget: Budget = {
  tokens: 400_000,
  minutes: 10,
  // Below the five minutes after which `fetch` gives up, and would be tried again.
  minutesAnAnswer: 4.9,
}
