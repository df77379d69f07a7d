import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { Icon } from '../../components/icon.tsx'
import { Page } from '../../components/page.tsx'
import { InvitationList } from './invitation-list.tsx'
import type { InvitationSearch } from './invitation-search.ts'
import { SendInvitationDialog } from './send-invitation-dialog.tsx'

const route = getRouteApi('/$environment/invitations')

export function InvitationsRoom() {
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
    <Page
      title='Invitations'
      description='Who was asked by mail to join your application or one of its organizations.'
      action={
        <Button onClick={() => setSending(true)}>
          <Icon name='plus' />
          Send invitation
        </Button>
      }
    >
      <InvitationList filter={filter} onFilter={onFilter} onSend={() => setSending(true)} />
      {create ? <SendInvitationDialog onClose={() => setSending(false)} /> : null}
    </Page>
  )
}
