import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { Organization } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { DangerZone } from '../../components/danger-zone.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useDeleteOrganization } from './organizations-api.ts'

export function DeleteOrganization({ organization }: { organization: Organization }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const remove = useDeleteOrganization(organization.id)
  const [isAsking, setAsking] = useState(false)

  const confirm = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        notify(`${organization.name} was deleted.`)
        void navigate({
          to: '/$environment/organizations',
          params: { environment: environment.kind },
        })
      },
    })

  return (
    <DangerZone
      title='Delete this organization'
      description='Removes all that it has, and signs out whoever is in it. This cannot be undone.'
      label='Delete organization'
      onAct={() => setAsking(true)}
    >
      {isAsking ? (
        <ConfirmDialog
          title={`Delete ${organization.name}?`}
          confirmLabel='Delete organization'
          isPending={remove.isPending}
          failure={remove.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          Its domains, memberships, invitations, groups and API keys are removed, and sessions in it
          end. The accounts of its people stay. This cannot be undone.
        </ConfirmDialog>
      ) : null}
    </DangerZone>
  )
}
