import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SwitchInput } from '../../components/switch-input.tsx'
import { type RoleScope, useChangeRoleSettings, useRoles } from './roles-api.ts'

const environmentScope: RoleScope = { organizationId: null }

export function MultipleRolesSection() {
  const arranged = useRoles(environmentScope)
  const change = useChangeRoleSettings(environmentScope)
  const saved = arranged.data?.multipleRolesEnabled ?? false
  const isEnabled = change.isPending ? (change.variables.multiple_roles_enabled ?? saved) : saved

  const allow = (multiple_roles_enabled: boolean) =>
    change.mutate(
      { multiple_roles_enabled },
      {
        onSuccess: () =>
          notify(
            multiple_roles_enabled
              ? 'Members can hold several roles.'
              : 'Members act in one role: the highest that they hold.',
          ),
      },
    )

  return (
    <Section title='Multiple roles'>
      {change.error ? (
        <FailureNotice title='The setting was not saved' failure={change.error} />
      ) : null}
      <SwitchInput
        label='A member can hold several roles'
        hint='They have the permissions of all of them. Off, only the highest role that a member holds counts.'
        checked={isEnabled}
        disabled={arranged.data === undefined}
        onChange={allow}
      />
    </Section>
  )
}
