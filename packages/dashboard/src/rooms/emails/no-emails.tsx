import { Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useSession } from '../../session/session.ts'

export function NoEmailsYet() {
  const environment = useEnvironment()
  const { base_url, development } = useSession()
  return (
    <Empty
      icon='mail'
      title='No emails yet'
      action={
        <Button asChild variant='soft' color='gray'>
          <Link to='/$environment/users' params={{ environment: environment.kind }}>
            Go to Users
          </Link>
        </Button>
      }
      code={
        development ? (
          <CodeBlock title='In a test' code={`curl "${base_url}/_dev/emails?to=ada@example.com"`} />
        ) : undefined
      }
    >
      Verification codes and password reset links appear here the moment they are sent. Sign up in
      your application, or send one from a user’s page.
    </Empty>
  )
}

export function NoEmailFor({ to, onClear }: { to: string; onClear: () => void }) {
  return (
    <Empty
      icon='search'
      title={`No email to “${to}”`}
      action={
        <Button variant='soft' color='gray' onClick={onClear}>
          Clear the search
        </Button>
      }
    >
      The search looks at the recipient’s address, in this environment only.
    </Empty>
  )
}
