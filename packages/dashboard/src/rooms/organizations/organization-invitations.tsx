import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Section } from '../../components/section.tsx'
import { InvitationList } from '../invitations/invitation-list.tsx'
import type { InvitationSearch } from '../invitations/invitation-search.ts'
import { SendInvitationDialog } from '../invitations/send-invitation-dialog.tsx'
import { useOpenOrganization } from './organizations-api.ts'

const route = getRouteApi('/$environment/organizations/$organizationId/invitations')

export function OrganizationInvitations() {
  const organization = useOpenOrganization()
  const { create, ...filter } = route.useSearch()
  const navigate = route.useNavigate()
  const onFilter = useCallback(
    (search: InvitationSearch, options: { replace: boolean }) =>
      void navigate({ search, ...options }),
    [navigate],
  )
  const setSending = (isSending: boolean) =>
    void navigate({ search: { ...filter, create: isSending || undefined }, replace: true })

  return (
    <Section
      title='Invitations'
      description='Who was asked by mail to become a member.'
      action={
        <Button variant='soft' color='gray' onClick={() => setSending(true)}>
          Send invitation
        </Button>
      }
    >
      <InvitationList
        organizationId={organization.id}
        filter={filter}
        onFilter={onFilter}
        onSend={() => setSending(true)}
      />
      {create ? (
        <SendInvitationDialog organization={organization} onClose={() => setSending(false)} />
      ) : null}
    </Section>
  )
}
