import { Button } from '@radix-ui/themes'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { useSession } from '../../session/session.ts'

export function NoUsersYet({ onCreate }: { onCreate: () => void }) {
  const { base_url } = useSession()
  return (
    <Empty
      icon='users'
      title='No users yet'
      action={
        <Button variant='soft' onClick={onCreate}>
          Create user
        </Button>
      }
      code={
        <CodeBlock
          title='Terminal'
          code={`curl ${base_url}/user_management/users \\
  -H "Authorization: Bearer $WORKOS_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"email": "ada@example.com"}'`}
        />
      }
    >
      People appear here when they sign up through AuthKit. You can also create them by hand, or
      with the API.
    </Empty>
  )
}

export function NoUserFound({ search, onClear }: { search: string; onClear: () => void }) {
  return (
    <Empty
      icon='search'
      title={`No user matches “${search}”`}
      action={
        <Button variant='soft' color='gray' onClick={onClear}>
          Clear the search
        </Button>
      }
    >
      The search looks at names, email addresses and ids, in this environment only.
    </Empty>
  )
}
