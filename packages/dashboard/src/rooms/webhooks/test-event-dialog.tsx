import { useId, useState } from 'react'
import { ApiFailure, problemAt } from '../../api/failure.ts'
import type { WebhookEndpoint } from '../../api/types.ts'
import fieldStyles from '../../components/field.module.css'
import { useFieldNotes } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useEventNames } from '../events/events-api.ts'
import { useSendTestEvent } from './deliveries-api.ts'
import styles from './webhooks.module.css'

interface TestEventDialogProps {
  endpoint: WebhookEndpoint
  onClose: () => void
}

/** Sends an event that did not happen, so that an endpoint can be tried. */
export function TestEventDialog({ endpoint, onClose }: TestEventDialogProps) {
  const send = useSendTestEvent(endpoint.id)
  const names = useEventNames('webhook_event_names')
  const [problem, setProblem] = useState<string | null>(null)
  const problemOfData = problem ?? refusalOfData(send.error)

  const submit = (form: FormData) => {
    const data = readData(String(form.get('data')))
    setProblem(data === null ? 'This is no JSON object.' : null)
    if (data === null) return
    send.mutate(
      { event: String(form.get('event')), data },
      {
        onSuccess: () => {
          onClose()
          notify('The test event is on its way.')
        },
      },
    )
  }

  return (
    <FormDialog
      title='Send test event'
      description='It goes to this endpoint only, signed like any other, and does not appear among the events.'
      submitLabel='Send test event'
      isPending={send.isPending}
      failure={problem ? new Error(problem) : send.error}
      isShownAtFields={problemOfData !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <EventField names={names.data ?? []} suggested={endpoint.events[0]} failure={send.error} />
      <DataField problem={problemOfData} />
    </FormDialog>
  )
}

interface EventFieldProps {
  names: string[]
  suggested: string | undefined
  failure: unknown
}

function EventField({ names, suggested, failure }: EventFieldProps) {
  const id = useId()
  const { describedBy, notes } = useFieldNotes(null, problemAt(failure, 'event'))
  return (
    <div className={fieldStyles.field}>
      <label htmlFor={id} className={fieldStyles.label}>
        Event
      </label>
      <select
        // Chosen once the names are there.
        key={names.length}
        id={id}
        name='event'
        className={styles.select}
        defaultValue={suggested ?? 'user.created'}
        aria-describedby={describedBy}
      >
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      {notes}
    </div>
  )
}

function DataField({ problem }: { problem: string | null }) {
  const id = useId()
  const { describedBy, notes } = useFieldNotes(
    'Empty, it carries the data of the newest event of that name.',
    problem,
  )
  return (
    <div className={fieldStyles.field}>
      <label htmlFor={id} className={fieldStyles.label}>
        Data <span className={fieldStyles.optional}>(optional)</span>
      </label>
      <textarea
        id={id}
        name='data'
        rows={6}
        spellCheck={false}
        className={styles.data}
        placeholder='{"object": "user", "email": "ada@example.com"}'
        aria-invalid={problem ? true : undefined}
        aria-describedby={describedBy}
      />
      {notes}
    </div>
  )
}

/** Undefined leaves it to the server; null is no object. */
function readData(text: string): Record<string, unknown> | undefined | null {
  if (text.trim() === '') return undefined
  try {
    const data: unknown = JSON.parse(text)
    const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
    return isObject ? (data as Record<string, unknown>) : null
  } catch {
    return null
  }
}

const refusalOfData = (failure: unknown) =>
  failure instanceof ApiFailure && failure.code === 'data_required' ? failure.message : null
