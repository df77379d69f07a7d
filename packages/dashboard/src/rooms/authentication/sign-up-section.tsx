import type { AuthenticationSettings } from '../../api/types.ts'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { useSaveAuthenticationSettings } from './authentication-settings-api.ts'

export function SignUpSection({ settings }: { settings: AuthenticationSettings }) {
  const save = useSaveAuthenticationSettings()
  const isEnabled = save.isPending ? save.variables.sign_up_enabled : settings.sign_up_enabled

  const areNamesRequired = save.isPending
    ? save.variables.sign_up_names_required
    : settings.sign_up_names_required

  const change = (sign_up_enabled: boolean) =>
    save.mutate(
      { ...settings, sign_up_enabled },
      {
        onSuccess: () =>
          notify(
            sign_up_enabled
              ? 'Anyone can sign up.'
              : 'Only people you create or invite can sign in.',
          ),
      },
    )

  const changeNames = (sign_up_names_required: boolean) =>
    save.mutate(
      { ...settings, sign_up_names_required },
      {
        onSuccess: () =>
          notify(
            sign_up_names_required
              ? 'Sign-up asks for first and last name.'
              : 'Sign-up asks for no names.',
          ),
      },
    )

  return (
    <Section title='Sign-up'>
      {save.error ? <FailureNotice title='The setting was not saved' failure={save.error} /> : null}
      <SwitchInput
        label='Anyone can sign up'
        hint='Off, the sign-up page is closed: only users who are invited, or created here or with the API, can sign in.'
        checked={isEnabled}
        onChange={change}
      />
      <SwitchInput
        label='New people give their names'
        hint='The sign-up page asks for first and last name. Off, it asks for neither.'
        checked={areNamesRequired}
        onChange={changeNames}
      />
    </Section>
  )
}
