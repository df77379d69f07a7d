import type { Group } from '../../../api/types.ts'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { useDeleteGroup } from './groups-api.ts'

interface DeleteGroupDialogProps {
  group: Group
  onDeleted?: () => void
  onClose: () => void
}

export function DeleteGroupDialog({ group, onDeleted, onClose }: DeleteGroupDialogProps) {
  const remove = useDeleteGroup(group)
  return (
    <ConfirmDialog
      title={`Delete ${group.name}?`}
      confirmLabel='Delete group'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`${group.name} was deleted.`)
            onDeleted?.()
          },
        })
      }
      onClose={onClose}
    >
      Its members stay members of the organization. This cannot be undone.
    </ConfirmDialog>
  )
}
