import { Button, IconButton, Tooltip } from '@radix-ui/themes'
import { useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'
import { Icon } from './icon.tsx'

type Copyable = string | (() => string | Promise<string>)

/** A small copy button that sits beside the value it copies. */
export function CopyButton({ value, label }: { value: Copyable; label: string }) {
  const { copy, outcome } = useCopy(value)
  return (
    <Tooltip content={outcome ?? label}>
      <IconButton
        type='button'
        size='1'
        variant='ghost'
        color='gray'
        aria-label={label}
        onClick={copy}
      >
        <Icon name={outcome === 'Copied' ? 'check' : 'copy'} />
        <Announcement outcome={outcome} />
      </IconButton>
    </Tooltip>
  )
}

/** A copy button with words, for where copying is the act. */
export function CopyTextButton({ value, label }: { value: Copyable; label: string }) {
  const { copy, outcome } = useCopy(value)
  return (
    <Button type='button' variant='soft' color='gray' onClick={copy}>
      <Icon name={outcome === 'Copied' ? 'check' : 'copy'} />
      {outcome ?? label}
      <Announcement outcome={outcome} />
    </Button>
  )
}

function Announcement({ outcome }: { outcome: string | null }) {
  return (
    <span className='visually-hidden' role='status'>
      {outcome}
    </span>
  )
}

const outcomeShownSeconds = 2

function useCopy(value: Copyable) {
  const [outcome, setOutcome] = useState<'Copied' | 'Could not copy' | null>(null)

  useEffect(() => {
    if (!outcome) return
    const timer = setTimeout(() => setOutcome(null), outcomeShownSeconds * 1000)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = () => {
    copyText(typeof value === 'string' ? value : value()).then(
      () => setOutcome('Copied'),
      () => setOutcome('Could not copy'),
    )
  }
  return { copy, outcome }
}
