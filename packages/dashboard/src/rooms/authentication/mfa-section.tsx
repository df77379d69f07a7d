import type { AuthenticationSettings } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'

export function MfaSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
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
      <SwitchInput
        label='Everybody needs an authenticator app'
        hint='People without one set it up at their next sign-in. Off, only those who have one are asked for its code.'
        checked={policy === 'required'}
        onChange={change}
      />
    </Section>
  )
}
