import { useState } from 'react'
import type { OrganizationMembership } from '../../../api/types.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { RoleChoice } from '../../roles/role-choice.tsx'
import type { ArrangedRoles } from '../../roles/roles-api.ts'
import { useChangeRoles } from './members-api.ts'

interface ChangeRolesDialogProps {
  member: OrganizationMembership
  arranged: ArrangedRoles
  onClose: () => void
}

export function ChangeRolesDialog({ member, arranged, onClose }: ChangeRolesDialogProps) {
  const change = useChangeRoles(member)
  const [roles, setRoles] = useState<ReadonlySet<string>>(
    () => new Set(member.roles.map(({ slug }) => slug)),
  )
  const { email } = member.user
  return (
    <FormDialog
      title='Change roles'
      description={`What ${email} may do in ${member.organization_name}. Access tokens follow within their lifetime.`}
      submitLabel='Save changes'
      isPending={change.isPending}
      failure={change.error}
      onSubmit={() =>
        change.mutate([...roles], {
          onSuccess: () => {
            onClose()
            notify(`The roles of ${email} were saved.`)
          },
        })
      }
      onClose={onClose}
    >
      <RoleChoice arranged={arranged} chosen={roles} onChange={setRoles} />
    </FormDialog>
  )
}
