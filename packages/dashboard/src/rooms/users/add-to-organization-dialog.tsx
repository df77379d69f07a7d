import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { User } from '../../api/types.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useJoinOrganization } from '../organizations/members/members-api.ts'
import { OrganizationInput, useOrganizationNamed } from '../organizations/organization-input.tsx'
import { RoleSelect } from '../roles/role-select.tsx'

interface AddToOrganizationDialogProps {
  user: User
  onClose: () => void
}

export function AddToOrganizationDialog({ user, onClose }: AddToOrganizationDialogProps) {
  const join = useJoinOrganization(user.id)
  const [typed, setTyped] = useState('')
  const organization = useOrganizationNamed(typed)
  // That somebody is a member already is said of their id.
  const problem = problemAt(join.error, 'organization') ?? problemAt(join.error, 'user_id')
  return (
    <FormDialog
      title='Add to organization'
      description={`${user.email} can sign in to it at once. Nothing is mailed.`}
      submitLabel='Add to organization'
      isPending={join.isPending}
      failure={join.error}
      isShownAtFields={problem !== null}
      onSubmit={(form) =>
        join.mutate(
          { organization: typed.trim(), role_slug: String(form.get('role_slug') ?? '') },
          {
            onSuccess: ({ organization_name }) => {
              onClose()
              notify(`${user.email} was added to ${organization_name}.`)
            },
          },
        )
      }
      onClose={onClose}
    >
      <OrganizationInput value={typed} onChange={setTyped} problem={problem} />
      {organization ? <RoleSelect key={organization.id} organizationId={organization.id} /> : null}
    </FormDialog>
  )
}
