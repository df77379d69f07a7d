import type { AuthenticationSettings } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'

export function MagicAuthSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
  const shown = save.isPending ? save.variables : settings

  const change = (magic_auth_enabled: boolean) =>
    save.mutate(
      { ...settings, magic_auth_enabled },
      {
        onSuccess: () =>
          notify(
            magic_auth_enabled
              ? 'People can sign in with a code from their mail.'
              : 'Nobody can sign in with a code.',
          ),
      },
    )

  return (
    <Section title='Magic Auth'>
      {save.error ? <FailureNotice title='The setting was not saved' failure={save.error} /> : null}
      <SwitchInput
        label='Sign in with a code'
        hint='Six digits, mailed to the address, in the place of a password. They work for ten minutes.'
        checked={shown.magic_auth_enabled}
        onChange={change}
      />
    </Section>
  )
}
