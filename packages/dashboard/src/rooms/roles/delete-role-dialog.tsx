import type { Role } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { type RoleScope, useDeleteRole } from './roles-api.ts'

interface DeleteRoleDialogProps {
  scope: RoleScope
  role: Role
  /** The role that whoever held only this one has afterwards. */
  defaultRole: Role | undefined
  onClose: () => void
}

export function DeleteRoleDialog({ scope, role, defaultRole, onClose }: DeleteRoleDialogProps) {
  const remove = useDeleteRole(scope, role)
  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose()
        notify(`${role.name} was deleted.`)
      },
    })
  return (
    <ConfirmDialog
      title={`Delete ${role.name}?`}
      confirmLabel='Delete role'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={confirm}
      onClose={onClose}
    >
      {scope.organizationId
        ? 'Only a role that nobody holds can be deleted: give its members another one first.'
        : `Members of every organization lose it and its permissions. Whoever holds no other role gets the default role${defaultRole ? `, ${defaultRole.name}` : ''}.`}{' '}
      Access tokens that were already issued name it until they expire.
    </ConfirmDialog>
  )
}
