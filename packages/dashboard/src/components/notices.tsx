import { IconButton } from '@radix-ui/themes'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Icon } from './icon.tsx'
import styles from './notices.module.css'

type Tone = 'success' | 'failure'

interface Notice {
  id: number
  words: string
  tone: Tone
}

let notices: Notice[] = []
let lastId = 0
const listeners = new Set<() => void>()

/** Says how an act ended, when the place it happened in does not show it. */
export function notify(words: string, tone: Tone = 'success') {
  lastId++
  show([...notices, { id: lastId, words, tone }])
}

function show(next: Notice[]) {
  notices = next
  for (const listener of listeners) listener()
}

function dismiss(id: number) {
  show(notices.filter((notice) => notice.id !== id))
}

export function Notices() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notices,
  )
  return (
    <div role='status' className={styles.region}>
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </div>
  )
}

const shownSeconds = 6

function NoticeCard({ notice }: { notice: Notice }) {
  const [isHeld, setIsHeld] = useState(false)

  useEffect(() => {
    if (isHeld) return
    const timer = setTimeout(() => dismiss(notice.id), shownSeconds * 1000)
    return () => clearTimeout(timer)
  }, [isHeld, notice.id])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Pointing at a notice only keeps it on screen.
    <div
      className={styles.notice}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <span className={styles[notice.tone]}>
        <Icon name={notice.tone === 'success' ? 'check' : 'warning'} />
      </span>
      <span className={styles.words}>{notice.words}</span>
      <IconButton
        size='1'
        variant='ghost'
        color='gray'
        aria-label='Dismiss'
        onClick={() => dismiss(notice.id)}
      >
        <Icon name='close' />
      </IconButton>
    </div>
  )
}
