import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { BackLink } from '../../components/back-link.tsx'
import { CodeBlock } from '../../components/code-block.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { DeleteTemplate } from './delete-template.tsx'
import { exampleTemplate } from './example-template.ts'
import { useJwtTemplate } from './jwt-template-api.ts'
import { TemplateEditor } from './template-editor.tsx'

export function JwtTemplatePage() {
  const template = useJwtTemplate()
  const [isBegun, setBegun] = useState(false)
  return (
    <Page
      title='JWT template'
      description='Which claims access tokens carry beside the standard ones, so that your application need not ask for what it shows on every page.'
      back={<BackLink to='/$environment/authentication'>Authentication</BackLink>}
    >
      <Loaded
        query={template}
        what='the JWT template'
        skeleton={<SkeletonLine width='100%' height='320px' />}
      >
        {(saved) =>
          saved || isBegun ? (
            // One saved elsewhere replaces what this editor began with.
            <div>
              <TemplateEditor
                key={saved?.updated_at}
                saved={saved?.content ?? null}
                initial={saved?.content ?? exampleTemplate}
              />
              {saved ? <DeleteTemplate onDeleted={() => setBegun(false)} /> : null}
            </div>
          ) : (
            <NoTemplateYet onBegin={() => setBegun(true)} />
          )
        }
      </Loaded>
    </Page>
  )
}

function NoTemplateYet({ onBegin }: { onBegin: () => void }) {
  return (
    <Empty
      icon='braces'
      title='No JWT template yet'
      action={<Button onClick={onBegin}>Start with this example</Button>}
      code={<CodeBlock title='For example' code={exampleTemplate} />}
    >
      Access tokens say who somebody is, and their organization, roles and permissions. A template
      adds what else your application needs: JSON, in which <code>{'{{ … }}'}</code> stands for a
      value.
    </Empty>
  )
}
