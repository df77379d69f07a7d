import { Button } from '@radix-ui/themes'
import { type ReactNode, useState } from 'react'
import type { Role } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Section } from '../../components/section.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { usePermissions } from './permissions-api.ts'
import { RoleDialog } from './role-dialog.tsx'
import type { RoleQuestion } from './role-entry.tsx'
import { RoleList } from './role-list.tsx'
import styles from './roles.module.css'
import { type RoleScope, useChangeRoleSettings, useRoles } from './roles-api.ts'

interface RolesSectionProps {
  scope: RoleScope
  title: string
  description: ReactNode
  /** Whether a new one is being made, which the address of a room may say. */
  isCreating: boolean
  onCreating: (isCreating: boolean) => void
  /** The button for a new one, where the page does not have it already. */
  hasCreateButton?: boolean
}

/** Roles in order, with what can be done about each of them. */
export function RolesSection(props: RolesSectionProps) {
  const { scope, isCreating, onCreating } = props
  const arranged = useRoles(scope)
  const permissions = usePermissions()
  const [question, setQuestion] = useState<RoleQuestion | null>(null)
  const close = () => setQuestion(null)
  const roles = arranged.data?.roles ?? []

  return (
    <Section
      title={props.title}
      description={props.description}
      action={
        props.hasCreateButton ? (
          <Button variant='soft' color='gray' onClick={() => onCreating(true)}>
            Create role
          </Button>
        ) : null
      }
    >
      <Loaded query={arranged} what='the roles' skeleton={<RolesSkeleton />}>
        {(loaded) => <RoleList scope={scope} arranged={loaded} onAsk={setQuestion} />}
      </Loaded>
      {isCreating && permissions.data ? (
        <RoleDialog
          scope={scope}
          permissions={permissions.data}
          onClose={() => onCreating(false)}
        />
      ) : null}
      {question?.kind === 'edit' && permissions.data ? (
        <RoleDialog
          scope={scope}
          role={question.role}
          permissions={permissions.data}
          onClose={close}
        />
      ) : null}
      {question?.kind === 'make default' ? (
        <MakeDefaultDialog scope={scope} role={question.role} onClose={close} />
      ) : null}
      {question?.kind === 'delete' ? (
        <DeleteRoleDialog
          scope={scope}
          role={question.role}
          defaultRole={roles.find(({ slug }) => slug === arranged.data?.defaultSlug)}
          onClose={close}
        />
      ) : null}
    </Section>
  )
}

interface MakeDefaultDialogProps {
  scope: RoleScope
  role: Role
  onClose: () => void
}

function MakeDefaultDialog({ scope, role, onClose }: MakeDefaultDialogProps) {
  const change = useChangeRoleSettings(scope)
  return (
    <ConfirmDialog
      title={`Make ${role.name} the default role?`}
      confirmLabel='Make default'
      isPending={change.isPending}
      failure={change.error}
      onConfirm={() =>
        change.mutate(
          { default_role_slug: role.slug },
          {
            onSuccess: () => {
              onClose()
              notify(`${role.name} is the default role.`)
            },
          },
        )
      }
      onClose={onClose}
    >
      Whoever is added {scope.organizationId ? 'to this organization' : 'to an organization'}{' '}
      without a role gets it from now on. Members keep the roles that they hold.
    </ConfirmDialog>
  )
}

function RolesSkeleton() {
  return (
    <div className={styles.entries}>
      {['30%', '36%'].map((width) => (
        <div key={width} className={styles.entry}>
          <div className={styles.words}>
            <SkeletonLine width={width} />
            <SkeletonLine width='20%' />
          </div>
        </div>
      ))}
    </div>
  )
}
