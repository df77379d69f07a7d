import { Button } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { useFocusOnProblem } from '../../components/use-focus-on-problem.ts'
import styles from './authentication.module.css'

interface SettingsFormProps {
  hasChanged: boolean
  isPending: boolean
  failure: unknown
  /** True when every problem of the failure is already shown at its field. */
  isShownAtFields: boolean
  savedWords: string
  onSave: (callbacks: { onSuccess: () => void }) => void
  children: ReactNode
}

/** Settings that are saved together. */
export function SettingsForm(props: SettingsFormProps) {
  const form = useFocusOnProblem(props.failure)

  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    if (!props.hasChanged || props.isPending) return
    props.onSave({ onSuccess: () => notify(props.savedWords) })
  }

  return (
    <form ref={form} className={styles.form} noValidate onSubmit={submit}>
      {props.failure && !props.isShownAtFields ? (
        <FailureNotice title='The settings were not saved' failure={props.failure} />
      ) : null}
      {props.children}
      <div>
        <Button type='submit' disabled={!props.hasChanged} loading={props.isPending}>
          Save changes
        </Button>
      </div>
    </form>
  )
}
