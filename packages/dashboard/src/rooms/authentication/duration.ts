export type DurationUnit = 'minutes' | 'hours' | 'days'

export interface Duration {
  amount: number
  unit: DurationUnit
}

export const secondsPer: Record<DurationUnit, number> = { minutes: 60, hours: 3600, days: 86_400 }

/** Seconds in the largest unit that leaves no fraction: 90,000 is 25 hours, 86,400 is 1 day. */
export function durationOf(seconds: number): Duration {
  const unit = (['days', 'hours'] as const).find((larger) => seconds % secondsPer[larger] === 0)
  if (unit && seconds > 0) return { amount: seconds / secondsPer[unit], unit }
  return { amount: seconds / secondsPer.minutes, unit: 'minutes' }
}

export function secondsOf({ amount, unit }: Duration): number {
  return Math.round(amount * secondsPer[unit])
}
