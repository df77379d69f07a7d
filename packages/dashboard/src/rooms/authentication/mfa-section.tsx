import { Switch } from '@radix-ui/themes'
import { useId } from 'react'
import type { AuthenticationSettings } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import styles from './authentication.module.css'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'

export function MfaSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
  const id = useId()
  const policy = save.isPending ? save.variables.mfa_policy : settings.mfa_policy

  const change = (isRequired: boolean) =>
    save.mutate(
      { ...settings, mfa_policy: isRequired ? 'required' : 'off' },
      {
        onSuccess: () =>
          notify(
            isRequired
              ? 'Everybody sets up an authenticator app at the next sign-in.'
              : 'Only people who have an authenticator app are asked for its code.',
          ),
      },
    )

  return (
    <Section title='Multi-factor authentication'>
      {save.error ? <FailureNotice title='The setting was not saved' failure={save.error} /> : null}
      <div className={styles.switch}>
        <Switch id={id} checked={policy === 'required'} onCheckedChange={change} />
        <label htmlFor={id}>
          Everybody needs an authenticator app
          <span className={styles.hint}>
            People without one set it up at their next sign-in. Off, only those who have one are
            asked for its code.
          </span>
        </label>
      </div>
    </Section>
  )
}
