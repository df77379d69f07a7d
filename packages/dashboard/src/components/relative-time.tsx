import { useSyncExternalStore } from 'react'
import { absoluteTimeWords, relativeTimeWords } from './relative-time-words.ts'

export function RelativeTime({ at }: { at: string }) {
  useSyncExternalStore(onTick, latestTick)
  const moment = new Date(at)
  return (
    <time dateTime={at} title={absoluteTimeWords(moment)}>
      {relativeTimeWords(moment, new Date())}
    </time>
  )
}

// One clock for all the times on the page, so that none of them grows old while it is read.
const tickSeconds = 20
const listeners = new Set<() => void>()
let ticks = 0
let timer: ReturnType<typeof setInterval> | undefined

function onTick(listener: () => void) {
  listeners.add(listener)
  timer ??= setInterval(() => {
    ticks++
    for (const listen of listeners) listen()
  }, tickSeconds * 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function latestTick() {
  return ticks
}
