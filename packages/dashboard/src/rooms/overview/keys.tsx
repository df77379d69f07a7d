import { Button, IconButton, Tooltip } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { ApiKey } from '../../api/types.ts'
import { CopyButton } from '../../components/copy-button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useEnvironment } from '../../session/environment.ts'
import type { useRevealApiKey } from '../api-keys/api-keys-api.ts'
import styles from './overview.module.css'

interface KeysProps {
  apiKey: ApiKey | undefined
  reveal: ReturnType<typeof useRevealApiKey>
}

/** The two values that an application needs from this environment. */
export function Keys({ apiKey, reveal }: KeysProps) {
  const environment = useEnvironment()
  return (
    <dl className={styles.keys}>
      <div className={styles.key}>
        <dt>Client ID</dt>
        <dd>
          <code>{environment.client_id}</code>
          <CopyButton value={environment.client_id} label='Copy the client ID' />
        </dd>
      </div>
      <div className={styles.key}>
        <dt>API key</dt>
        <dd>{apiKey ? <KeyValue apiKey={apiKey} reveal={reveal} /> : <NoKey />}</dd>
      </div>
    </dl>
  )
}

function KeyValue({ apiKey, reveal }: { apiKey: ApiKey; reveal: KeysProps['reveal'] }) {
  const value = reveal.data?.value
  const label = value ? 'Hide the API key' : 'Reveal the API key'
  return (
    <>
      <code>{value ?? apiKey.obfuscated_value}</code>
      {apiKey.revealable ? (
        <>
          <Tooltip content={label}>
            <IconButton
              size='1'
              variant='ghost'
              color='gray'
              aria-label={label}
              loading={reveal.isPending}
              onClick={() => (value ? reveal.reset() : reveal.mutate(apiKey))}
            >
              <Icon name='eye' />
            </IconButton>
          </Tooltip>
          <CopyButton
            value={() => value ?? reveal.mutateAsync(apiKey).then((revealed) => revealed.value)}
            label='Copy the API key'
          />
        </>
      ) : (
        <span className={styles.note}>Shown once, when it was created</span>
      )}
      {reveal.error ? (
        <span role='alert' className={styles.problem}>
          {reveal.error.message}
        </span>
      ) : null}
    </>
  )
}

function NoKey() {
  const environment = useEnvironment()
  return (
    <Button asChild variant='soft' color='gray' size='1'>
      <Link
        to='/$environment/api-keys'
        params={{ environment: environment.kind }}
        search={{ create: true }}
      >
        Create an API key
      </Link>
    </Button>
  )
}
