import { useState } from 'react'
import { problemAt } from '../../../api/failure.ts'
import type { Organization } from '../../../api/types.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { RoleChoice } from '../../roles/role-choice.tsx'
import type { ArrangedRoles } from '../../roles/roles-api.ts'
import { UserEmailInput } from '../../users/user-email-input.tsx'
import { useAddMember } from './members-api.ts'

interface AddMemberDialogProps {
  organization: Organization
  arranged: ArrangedRoles
  onClose: () => void
}

export function AddMemberDialog({ organization, arranged, onClose }: AddMemberDialogProps) {
  const add = useAddMember(organization.id)
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<ReadonlySet<string>>(() => new Set([arranged.defaultSlug]))
  // That somebody is a member already is said of their id.
  const problem = problemAt(add.error, 'email') ?? problemAt(add.error, 'user_id')

  const submit = () =>
    add.mutate(
      { email: email.trim(), roles: [...roles] },
      {
        onSuccess: ({ user }) => {
          onClose()
          notify(`${user.email} was added to ${organization.name}.`)
        },
      },
    )

  return (
    <FormDialog
      title='Add member'
      description={`Somebody who is a user already can sign in to ${organization.name} at once.`}
      submitLabel='Add member'
      isPending={add.isPending}
      failure={add.error}
      isShownAtFields={problem !== null}
      onSubmit={submit}
      onClose={onClose}
    >
      <UserEmailInput label='Email' value={email} onChange={setEmail} problem={problem} />
      <RoleChoice arranged={arranged} chosen={roles} onChange={setRoles} />
    </FormDialog>
  )
}
