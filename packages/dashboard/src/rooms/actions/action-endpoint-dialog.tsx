import { RadioGroup, Switch } from '@radix-ui/themes'
import { useId, useState } from 'react'
import { ApiFailure, problemAt } from '../../api/failure.ts'
import type { ActionEndpoint, ActionType } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { actions, failureModes } from './action-words.ts'
import styles from './actions.module.css'
import { useSaveActionEndpoint } from './actions-api.ts'

interface ActionEndpointDialogProps {
  type: ActionType
  /** The one to change. Without it a new one is made. */
  endpoint?: ActionEndpoint
  onClose: () => void
}

const suggestedTimeoutMilliseconds = 3_000

export function ActionEndpointDialog({ type, endpoint, onClose }: ActionEndpointDialogProps) {
  const save = useSaveActionEndpoint(type, endpoint)
  const [failureMode, setFailureMode] = useState(endpoint?.failure_mode ?? 'deny')
  const [isEnabled, setEnabled] = useState(endpoint?.enabled ?? true)
  const problems = {
    url: problemOfUrl(save.error),
    timeout: problemAt(save.error, 'timeout_milliseconds'),
  }

  const submit = (form: FormData) =>
    save.mutate(
      {
        url: String(form.get('url')).trim(),
        enabled: isEnabled,
        failure_mode: failureMode,
        timeout_milliseconds: Math.round(Number(form.get('timeout_seconds')) * 1_000),
      },
      {
        onSuccess: () => {
          onClose()
          notify(endpoint ? 'The endpoint was saved.' : 'The endpoint was set up.')
        },
      },
    )

  return (
    <FormDialog
      title={endpoint ? 'Edit endpoint' : `Set up “${actions[type].name}”`}
      description={actions[type].description}
      submitLabel={endpoint ? 'Save changes' : 'Set up endpoint'}
      isPending={save.isPending}
      failure={save.error}
      isShownAtFields={Boolean(problems.url ?? problems.timeout)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Endpoint URL'
        name='url'
        type='url'
        inputMode='url'
        autoComplete='off'
        spellCheck={false}
        placeholder={`https://example.com/actions/${type.replace('_', '-')}`}
        defaultValue={endpoint?.url}
        problem={problems.url}
      />
      <FailureModeChoice mode={failureMode} onChange={setFailureMode} />
      <TextInput
        label='Seconds to wait'
        name='timeout_seconds'
        type='number'
        inputMode='decimal'
        min={0.5}
        max={10}
        step={0.5}
        defaultValue={(endpoint?.timeout_milliseconds ?? suggestedTimeoutMilliseconds) / 1_000}
        hint='Between half a second and ten. The person waits for as long.'
        problem={problems.timeout}
      />
      <EnabledSwitch isEnabled={isEnabled} onChange={setEnabled} />
    </FormDialog>
  )
}

type FailureMode = keyof typeof failureModes

interface FailureModeChoiceProps {
  mode: FailureMode
  onChange: (mode: FailureMode) => void
}

function FailureModeChoice({ mode, onChange }: FailureModeChoiceProps) {
  const id = useId()
  return (
    <div>
      <p id={id} className={styles.label}>
        When it gives no answer
      </p>
      <RadioGroup.Root
        aria-labelledby={id}
        className={styles.radios}
        value={mode}
        onValueChange={(chosen) => onChange(chosen as FailureMode)}
      >
        {Object.entries(failureModes).map(([value, { name, hint }]) => (
          <RadioGroup.Item key={value} value={value} className={styles.radio}>
            {name} <span className={styles.hint}>{hint}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}

interface EnabledSwitchProps {
  isEnabled: boolean
  onChange: (isEnabled: boolean) => void
}

function EnabledSwitch({ isEnabled, onChange }: EnabledSwitchProps) {
  const id = useId()
  return (
    <div className={styles.switch}>
      <Switch size='3' id={id} checked={isEnabled} onCheckedChange={onChange} />
      <label htmlFor={id}>
        Enabled
        <span className={styles.hint}>Off, nobody is asked. You can still test the endpoint.</span>
      </label>
    </div>
  )
}

/** A URL that cannot be used is a refusal known by its code. */
function problemOfUrl(failure: unknown): string | null {
  if (failure instanceof ApiFailure && failure.code === 'invalid_url') return failure.message
  return problemAt(failure, 'url')
}
