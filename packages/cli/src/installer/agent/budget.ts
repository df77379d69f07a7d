/** What a model may use up, in all rounds of an installation together. */
export interface Budget {
  tokens: number
  minutes: number
}

export const defaultBudget: Budget = { tokens: 400_000, minutes: 10 }
