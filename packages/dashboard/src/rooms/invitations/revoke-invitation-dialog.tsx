import type { Invitation } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useRevokeInvitation } from './invitations-api.ts'

interface RevokeInvitationDialogProps {
  invitation: Invitation
  onClose: () => void
}

export function RevokeInvitationDialog({ invitation, onClose }: RevokeInvitationDialogProps) {
  const revoke = useRevokeInvitation(invitation)
  const { email } = invitation
  return (
    <ConfirmDialog
      title={`Revoke the invitation of ${email}?`}
      confirmLabel='Revoke invitation'
      isPending={revoke.isPending}
      failure={revoke.error}
      onConfirm={() =>
        revoke.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`The invitation of ${email} was revoked.`)
          },
        })
      }
      onClose={onClose}
    >
      The link that was mailed to them stops working. You can invite them again.
    </ConfirmDialog>
  )
}
