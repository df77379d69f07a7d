import { Button } from '@radix-ui/themes'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { useSession } from '../../session/session.ts'

export function NoOrganizationsYet({ onCreate }: { onCreate: () => void }) {
  const { base_url } = useSession()
  return (
    <Empty
      icon='building'
      title='No organizations yet'
      action={
        <Button variant='soft' onClick={onCreate}>
          Create organization
        </Button>
      }
      code={
        <CodeBlock
          title='Terminal'
          code={`curl ${base_url}/organizations \\
  -H "Authorization: Bearer $WORKOS_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "Acme Inc."}'`}
        />
      }
    >
      An organization is one customer of your application, with the people who work there and the
      domains that it owns. Your application makes one when a customer signs up, or you make it
      here.
    </Empty>
  )
}

export function NoOrganizationFound({ search, onClear }: { search: string; onClear: () => void }) {
  return (
    <Empty
      icon='search'
      title={`No organization matches “${search}”`}
      action={
        <Button variant='soft' color='gray' onClick={onClear}>
          Clear the search
        </Button>
      }
    >
      The search looks at how names and domains begin, and at whole ids, in this environment only.
    </Empty>
  )
}
