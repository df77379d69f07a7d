import { useEffect, useState } from 'react'

const typingPauseMilliseconds = 200

/** The value as it was when typing paused. */
export function useAfterPause(value: string): string {
  const [paused, setPaused] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), typingPauseMilliseconds)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
