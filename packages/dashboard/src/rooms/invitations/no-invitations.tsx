import { Button } from '@radix-ui/themes'
import type { InvitationState } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { useSession } from '../../session/session.ts'

interface NoInvitationsYetProps {
  isOfOrganization: boolean
  onSend: () => void
}

export function NoInvitationsYet({ isOfOrganization, onSend }: NoInvitationsYetProps) {
  const { base_url } = useSession()
  if (isOfOrganization) {
    return (
      <NothingYet>
        Nobody is invited. Whoever accepts an invitation becomes a member, also when they have no
        account yet.
      </NothingYet>
    )
  }
  return (
    <Empty
      icon='mail'
      title='No invitations yet'
      action={
        <Button variant='soft' onClick={onSend}>
          Send invitation
        </Button>
      }
      code={
        <CodeBlock
          title='Terminal'
          code={`curl ${base_url}/user_management/invitations \\
  -H "Authorization: Bearer $WORKOS_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"email": "ada@example.com"}'`}
        />
      }
    >
      An invitation is a mail with a link. Whoever follows it joins your application, also while
      sign-up is closed, and the organization that it names.
    </Empty>
  )
}

interface NoInvitationFoundProps {
  search: string | undefined
  state: InvitationState | undefined
  onClear: () => void
}

export function NoInvitationFound({ search, state, onClear }: NoInvitationFoundProps) {
  const words = `No ${state ? `${state} ` : ''}invitation`
  return (
    <Empty
      icon='search'
      title={search ? `${words} matches “${search}”` : words}
      action={
        <Button variant='soft' color='gray' onClick={onClear}>
          Show all invitations
        </Button>
      }
    >
      The search looks at how email addresses begin, in this environment only.
    </Empty>
  )
}
