import { Button, IconButton, TextField } from '@radix-ui/themes'
import { useState } from 'react'
import { Icon } from './icon.tsx'
import styles from './metadata-fields.module.css'

const mostPairs = 50

interface Pair {
  /** Stays the same while the row is written in. */
  row: number
  key: string
  value: string
}

/** The pairs of metadata, one a row, inside a form. */
export function MetadataFields({ metadata }: { metadata: Record<string, string> }) {
  const [pairs, setPairs] = useState<Pair[]>(() =>
    Object.entries(metadata).map(([key, value], row) => ({ row, key, value })),
  )
  const nextRow = (pairs.at(-1)?.row ?? -1) + 1
  return (
    <fieldset className={styles.fields}>
      <legend className={styles.legend}>
        Metadata <span className={styles.optional}>(optional)</span>
      </legend>
      {pairs.map((pair, index) => (
        <div key={pair.row} className={styles.pair}>
          <TextField.Root
            name='metadata_key'
            aria-label={`Key of pair ${index + 1}`}
            placeholder='Key'
            defaultValue={pair.key}
            maxLength={40}
            autoComplete='off'
            spellCheck={false}
          />
          <TextField.Root
            name='metadata_value'
            aria-label={`Value of pair ${index + 1}`}
            placeholder='Value'
            defaultValue={pair.value}
            maxLength={600}
            autoComplete='off'
          />
          <IconButton
            type='button'
            variant='ghost'
            color='gray'
            aria-label={`Remove pair ${index + 1}`}
            onClick={() => setPairs(pairs.filter(({ row }) => row !== pair.row))}
          >
            <Icon name='close' />
          </IconButton>
        </div>
      ))}
      <Button
        type='button'
        variant='soft'
        color='gray'
        className={styles.add}
        disabled={pairs.length >= mostPairs}
        onClick={() => setPairs([...pairs, { row: nextRow, key: '', value: '' }])}
      >
        <Icon name='plus' />
        Add pair
      </Button>
    </fieldset>
  )
}

/** What the form changes, as the API merges it: null removes a pair. Undefined when it changes nothing. */
export function changesOfMetadata(
  before: Record<string, string>,
  form: FormData,
): Record<string, string | null> | undefined {
  const values = form.getAll('metadata_value').map(String)
  const written = form
    .getAll('metadata_key')
    .map((key, index): [string, string] => [String(key).trim(), values[index] ?? ''])
    .filter(([key]) => key !== '')
  const after = Object.fromEntries(written)
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key))
  const changes = {
    ...Object.fromEntries(written.filter(([key, value]) => before[key] !== value)),
    ...Object.fromEntries(removed.map((key) => [key, null])),
  }
  return Object.keys(changes).length > 0 ? changes : undefined
}
