import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { problemAtOnly } from '../../api/failure.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { TextInput } from '../../components/field.tsx'
import { notify } from '../../components/notices.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import styles from './redirects.module.css'
import { type RedirectAddress, useSetAddress } from './redirects-api.ts'

interface AddressFormProps {
  address: RedirectAddress
  label: string
  placeholder: string
  value: string | null
  /** Filled in already, where one value is right for most. */
  suggestion?: string
}

/** One address, saved when it has changed. Saved empty, it is taken away. */
export function AddressForm({ address, label, placeholder, value, suggestion }: AddressFormProps) {
  const set = useSetAddress(address)
  const form = useFocusOnProblem(set.error)
  const [typed, setTyped] = useState(value ?? suggestion ?? '')
  const problem = problemAtOnly(set.error, 'url')
  const hasChanged = typed.trim() !== (value ?? '')

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!hasChanged || set.isPending) return
    const url = typed.trim() || null
    set.mutate(url, { onSuccess: () => notify(url ? `${label} saved.` : `${label} removed.`) })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      {set.error && !problem ? (
        <FailureNotice title={`The ${label} was not saved`} failure={set.error} />
      ) : null}
      <div className={styles.line}>
        <TextInput
          label={label}
          hideLabel
          name='url'
          type='url'
          inputMode='url'
          autoComplete='off'
          spellCheck={false}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          problem={problem}
        />
        <Button
          type='submit'
          variant={suggestion ? 'solid' : 'soft'}
          disabled={!hasChanged}
          loading={set.isPending}
        >
          Save
        </Button>
      </div>
    </form>
  )
}
