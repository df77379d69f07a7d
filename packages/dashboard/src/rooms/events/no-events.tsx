import { Button } from '@radix-ui/themes'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { useSession } from '../../session/session.ts'

export function NoEventsYet() {
  const { base_url } = useSession()
  return (
    <Empty
      icon='activity'
      title='No events yet'
      code={
        <CodeBlock
          title='Terminal'
          code={`curl "${base_url}/events?events=user.created" \\
  -H "Authorization: Bearer $WORKOS_API_KEY"`}
        />
      }
    >
      An event says what happened: a user signed up, a role changed, a session ended. They show up
      here as they happen, and your application reads the same ones with the Events API.
    </Empty>
  )
}

export function NoEventFound({ onClear }: { onClear: () => void }) {
  return (
    <Empty
      icon='search'
      title='No event matches'
      action={
        <Button variant='soft' color='gray' onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      Nothing of this kind happened here in that time. New events show up by themselves.
    </Empty>
  )
}
