import type { OrganizationMembership } from '../../../api/types.ts'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { useDeactivateMember, useRemoveMember } from './members-api.ts'

interface QuestionProps {
  member: OrganizationMembership
  onClose: () => void
}

export function DeactivateDialog({ member, onClose }: QuestionProps) {
  const deactivate = useDeactivateMember(member)
  const { email } = member.user
  return (
    <ConfirmDialog
      title={`Deactivate ${email}?`}
      confirmLabel='Deactivate member'
      isPending={deactivate.isPending}
      failure={deactivate.error}
      onConfirm={() =>
        deactivate.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`${email} is inactive.`)
          },
        })
      }
      onClose={onClose}
    >
      They cannot sign in to {member.organization_name} any more, and their sessions in it end.
      Their roles are kept for when they are reactivated.
    </ConfirmDialog>
  )
}

export function RemoveDialog({ member, onClose }: QuestionProps) {
  const remove = useRemoveMember(member)
  const { email } = member.user
  return (
    <ConfirmDialog
      title={`Remove ${email}?`}
      confirmLabel='Remove member'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`${email} was removed from ${member.organization_name}.`)
          },
        })
      }
      onClose={onClose}
    >
      They lose their roles in {member.organization_name}, and their sessions in it end. Their
      account stays.
    </ConfirmDialog>
  )
}
