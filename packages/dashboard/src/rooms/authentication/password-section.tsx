import { RadioGroup, TextField } from '@radix-ui/themes'
import { useId, useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { AuthenticationSettings, PasswordStrength } from '../../api/types.ts'
import { useFieldNotes } from '../../components/field.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import styles from './authentication.module.css'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'
import { SettingsForm } from './settings-form.tsx'

type PasswordPolicy = AuthenticationSettings['password']

const fields = ['minimum_length', 'minimum_strength', 'reject_breached']

export function PasswordSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
  const [policy, setPolicy] = useState<PasswordPolicy>(settings.password)
  const [length, setLength] = useState(String(settings.password.minimum_length))
  const lengthId = useId()
  const lengthProblem = problemAt(save.error, 'minimum_length')
  const { describedBy, notes } = useFieldNotes(
    'Length protects better than rules about digits and symbols.',
    lengthProblem,
  )

  return (
    <Section
      title='Passwords'
      description='What a new password must be. Passwords that are in use stay valid until they are changed.'
    >
      <SettingsForm
        hasChanged={JSON.stringify(policy) !== JSON.stringify(settings.password)}
        isPending={save.isPending}
        failure={save.error}
        isShownAtFields={fields.some((name) => problemAt(save.error, name))}
        savedWords='Password policy saved.'
        onSave={(callbacks) => save.mutate({ ...settings, password: policy }, callbacks)}
      >
        <div className={styles.setting}>
          <label htmlFor={lengthId} className={styles.label}>
            Minimum length
          </label>
          <TextField.Root
            id={lengthId}
            className={styles.number}
            type='number'
            inputMode='numeric'
            min={1}
            value={length}
            aria-invalid={lengthProblem ? true : undefined}
            aria-describedby={describedBy}
            onChange={(event) => {
              setLength(event.target.value)
              setPolicy({ ...policy, minimum_length: Number(event.target.value) })
            }}
          >
            <TextField.Slot side='right'>characters</TextField.Slot>
          </TextField.Root>
          {notes}
        </div>
        <StrengthInput
          strength={policy.minimum_strength as PasswordStrength}
          onChange={(minimum_strength) => setPolicy({ ...policy, minimum_strength })}
        />
        <SwitchInput
          label='Refuse passwords known from breaches'
          hint='Compared with a list that is part of Latchkey; no password leaves this server.'
          checked={policy.reject_breached}
          onChange={(reject_breached) => setPolicy({ ...policy, reject_breached })}
        />
      </SettingsForm>
    </Section>
  )
}

const strengths: { value: PasswordStrength; name: string; hint: string }[] = [
  { value: 0, name: 'Any', hint: 'Only the length counts.' },
  { value: 1, name: 'Not the first guesses', hint: 'Refuses “password123” and its like.' },
  { value: 2, name: 'Fair', hint: 'Holds against guessing at the sign-in page.' },
  { value: 3, name: 'Strong', hint: 'Holds for a while even if the stored hashes were stolen.' },
  { value: 4, name: 'Very strong', hint: 'In practice a passphrase or a password manager.' },
]

interface StrengthInputProps {
  strength: PasswordStrength
  onChange: (strength: PasswordStrength) => void
}

function StrengthInput({ strength, onChange }: StrengthInputProps) {
  const labelId = useId()
  return (
    <div className={styles.setting}>
      <span id={labelId} className={styles.label}>
        Minimum strength
      </span>
      <RadioGroup.Root
        aria-labelledby={labelId}
        value={String(strength)}
        onValueChange={(chosen) => onChange(Number(chosen) as PasswordStrength)}
        className={styles.strengths}
      >
        {strengths.map(({ value, name, hint }) => (
          <RadioGroup.Item key={value} value={String(value)} className={styles.strength}>
            {name} <span className={styles.hint}>{hint}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}
