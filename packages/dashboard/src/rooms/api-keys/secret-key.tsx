import { IconButton, Tooltip } from '@radix-ui/themes'
import type { ApiKey } from '../../api/types.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import styles from './api-keys.module.css'
import { useRevealApiKey } from './api-keys-api.ts'

/** A key with its middle left out; a staging key can be shown and copied in full. */
export function SecretKey({ apiKey }: { apiKey: ApiKey }) {
  const reveal = useRevealApiKey()
  const value = reveal.data?.value
  const label = value ? 'Hide the key' : 'Reveal the key'
  return (
    <span className={styles.secret}>
      <code className={styles.value}>{value ?? apiKey.obfuscated_value}</code>
      {apiKey.revealable ? (
        <>
          <Tooltip content={label}>
            <IconButton
              size='1'
              variant='ghost'
              color='gray'
              aria-label={`${label} “${apiKey.name}”`}
              loading={reveal.isPending}
              onClick={() => (value ? reveal.reset() : reveal.mutate(apiKey))}
            >
              <Icon name='eye' />
            </IconButton>
          </Tooltip>
          <CopyButton
            value={() => value ?? reveal.mutateAsync(apiKey).then((revealed) => revealed.value)}
            label={`Copy the key “${apiKey.name}”`}
          />
        </>
      ) : null}
      {reveal.error ? (
        <span role='alert' className={styles.problem}>
          {reveal.error.message}
        </span>
      ) : null}
    </span>
  )
}
