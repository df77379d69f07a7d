/** The value below which this share of the samples lies. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (samples: number[]) => {
  const sorted = [...samples].sort((left, right) => left - right)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** Three digits say all that a shared machine can. */
export const rounded = (value: number) => Number(value.toPrecision(value >= 1000 ? 4 : 3))
