import { IconButton, Tooltip } from '@radix-ui/themes'
import { useState } from 'react'
import { CopyButton } from './copy-button.tsx'
import styles from './copyable-value.module.css'
import { Icon } from './icon.tsx'

interface SecretValueProps {
  value: string
  /** As it reads after "Copy": "the signing secret". */
  name: string
}

/** A secret that stays hidden from who looks over a shoulder until it is asked for. */
export function SecretValue({ value, name }: SecretValueProps) {
  const [isShown, setShown] = useState(false)
  const label = `${isShown ? 'Hide' : 'Reveal'} ${name}`
  return (
    <span className={styles.value}>
      <code className={styles.code}>{isShown ? value : hidden(value)}</code>
      <Tooltip content={label}>
        <IconButton
          type='button'
          size='1'
          variant='ghost'
          color='gray'
          aria-label={label}
          onClick={() => setShown(!isShown)}
        >
          <Icon name='eye' />
        </IconButton>
      </Tooltip>
      <CopyButton value={value} label={`Copy ${name}`} />
    </span>
  )
}

/** Only what says which kind of secret it is. */
const hidden = (value: string) => `${/^[a-z]+_/.exec(value)?.[0] ?? ''}${'•'.repeat(16)}`
