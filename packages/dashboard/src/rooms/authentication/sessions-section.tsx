import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { AuthenticationSettings } from '../../api/types.ts'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'
import { secondsPer } from './duration.ts'
import { DurationInput } from './duration-input.tsx'
import { SettingsForm } from './settings-form.tsx'

type SessionLifetimes = AuthenticationSettings['sessions']

const fields = [
  'access_token_lifetime_seconds',
  'maximum_lifetime_seconds',
  'inactivity_timeout_seconds',
]

const suggestedTimeoutSeconds = 7 * secondsPer.days

export function SessionsSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
  const [lifetimes, setLifetimes] = useState<SessionLifetimes>(settings.sessions)
  const timeout = lifetimes.inactivity_timeout_seconds
  const change = (changes: Partial<SessionLifetimes>) => setLifetimes({ ...lifetimes, ...changes })

  return (
    <Section
      title='Sessions'
      description='How long people stay signed in before they have to sign in again.'
    >
      <SettingsForm
        hasChanged={JSON.stringify(lifetimes) !== JSON.stringify(settings.sessions)}
        isPending={save.isPending}
        failure={save.error}
        isShownAtFields={fields.some((name) => problemAt(save.error, name))}
        savedWords='Session lifetimes saved.'
        onSave={(callbacks) => save.mutate({ ...settings, sessions: lifetimes }, callbacks)}
      >
        <DurationInput
          label='Maximum session length'
          hint='After this, everyone signs in again, however active they were.'
          problem={problemAt(save.error, 'maximum_lifetime_seconds')}
          units={['hours', 'days']}
          seconds={lifetimes.maximum_lifetime_seconds}
          onChange={(seconds) => change({ maximum_lifetime_seconds: seconds })}
        />
        <SwitchInput
          label='End sessions that are not used'
          hint='Counted from the last time the session was refreshed.'
          checked={timeout !== null}
          onChange={(isOn) =>
            change({ inactivity_timeout_seconds: isOn ? suggestedTimeoutSeconds : null })
          }
        />
        {timeout === null ? null : (
          <DurationInput
            label='Inactivity timeout'
            hint='Shorter than the maximum session length, or it never comes to it.'
            problem={problemAt(save.error, 'inactivity_timeout_seconds')}
            units={['minutes', 'hours', 'days']}
            seconds={timeout}
            onChange={(seconds) => change({ inactivity_timeout_seconds: seconds })}
          />
        )}
        <DurationInput
          label='Access token duration'
          hint='How long a revoked session can still be used. Your application refreshes tokens by itself.'
          problem={problemAt(save.error, 'access_token_lifetime_seconds')}
          units={['minutes', 'hours']}
          seconds={lifetimes.access_token_lifetime_seconds}
          onChange={(seconds) => change({ access_token_lifetime_seconds: seconds })}
        />
      </SettingsForm>
    </Section>
  )
}
