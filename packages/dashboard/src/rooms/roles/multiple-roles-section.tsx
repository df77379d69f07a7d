import { Switch } from '@radix-ui/themes'
import { useId } from 'react'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import styles from './roles.module.css'
import { type RoleScope, useChangeRoleSettings, useRoles } from './roles-api.ts'

const environmentScope: RoleScope = { organizationId: null }

export function MultipleRolesSection() {
  const arranged = useRoles(environmentScope)
  const change = useChangeRoleSettings(environmentScope)
  const id = useId()
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
      <div className={styles.switch}>
        <Switch
          id={id}
          checked={isEnabled}
          disabled={arranged.data === undefined}
          onCheckedChange={allow}
        />
        <label htmlFor={id}>
          A member can hold several roles
          <span className={styles.hint}>
            They have the permissions of all of them. Off, only the highest role that a member holds
            counts.
          </span>
        </label>
      </div>
    </Section>
  )
}
